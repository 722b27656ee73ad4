import cytoscape from 'cytoscape'
import { useEffect, useRef } from 'react'
import type { ExposedEntity, PathStep, Regime } from '../api/exposure.ts'
import { useSettings } from '../settings.tsx'
import { plain } from './text.tsx'

const MOST_NODES = 250
const LABEL_LETTERS = 26

interface Props {
  readonly entities: readonly ExposedEntity[]
  readonly regime: Regime
  readonly chosen: string
  readonly onChoose: (id: string) => void
}

/** Everything that hangs together with the chosen entity, nearest first. */
function around(chosen: string, steps: readonly PathStep[]): readonly string[] {
  const beside = new Map<string, string[]>()
  for (const { owner, owned } of steps) {
    beside.set(owner, [...(beside.get(owner) ?? []), owned])
    beside.set(owned, [...(beside.get(owned) ?? []), owner])
  }
  const found = new Set([chosen])
  for (const id of found) {
    if (found.size >= MOST_NODES) break
    for (const next of beside.get(id) ?? []) found.add(next)
  }
  return [...found].filter((id) => id !== '').slice(0, MOST_NODES)
}

/** Owners above, what they own below; the border says blocked, open or not, the words of the table say it again. */
export function Graph({ entities, regime, chosen, onChoose }: Props) {
  const { words, theme } = useSettings()
  const box = useRef<HTMLDivElement>(null)
  const choose = useRef(onChoose)
  choose.current = onChoose
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme draws in other colours
  useEffect(() => {
    const container = box.current
    if (container === null) return
    const style = getComputedStyle(document.documentElement)
    const probe = document.createElement('span')
    container.append(probe)
    const colour = (name: string): string => {
      probe.style.color = `var(${name})`
      return getComputedStyle(probe).color || style.color
    }
    const colours = {
      ink: colour('--ink'),
      line: colour('--quiet'),
      stop: colour('--stop'),
      unsure: colour('--unsure'),
      card: colour('--card'),
    }
    probe.remove()
    const steps = entities.flatMap((entity) => entity[regime].paths.flatMap((path) => path.steps))
    const edges = new Map(steps.map((step) => [`${step.owner}\n${step.owned}`, step]))
    const byId = new Map(entities.map((entity) => [entity.id, entity]))
    const ids = around(chosen, [...edges.values()])
    const known = new Set(ids)
    const graph = cytoscape({
      container,
      elements: [
        ...ids.map((id) => {
          const entity = byId.get(id)
          const verdict = entity?.[regime].verdict ?? 'not_blocked'
          return {
            data: {
              id,
              label: plain(entity?.name ?? id, LABEL_LETTERS),
              colour: verdict === 'blocked' ? colours.stop : verdict === 'undetermined' ? colours.unsure : colours.line,
            },
            classes: entity?.why === undefined ? '' : 'designated',
          }
        }),
        ...[...edges.values()]
          .filter(({ owner, owned }) => known.has(owner) && known.has(owned))
          .map((step) => ({
            data: {
              source: step.owner,
              target: step.owned,
              label:
                step.share_min === step.share_max ? `${step.share_min} %` : `${step.share_min}–${step.share_max} %`,
            },
          })),
      ],
      style: [
        {
          selector: 'node',
          style: {
            label: 'data(label)',
            'font-size': 9,
            color: colours.ink,
            'text-valign': 'bottom',
            'text-margin-y': 3,
            'text-background-color': colours.card,
            'text-background-opacity': 1,
            'text-wrap': 'wrap',
            'text-max-width': '84px',
            'background-color': colours.card,
            'border-width': 3,
            'border-color': 'data(colour)',
            width: 18,
            height: 18,
          },
        },
        {
          selector: 'node.designated',
          style: { shape: 'diamond', 'background-color': colours.stop, width: 24, height: 24 },
        },
        { selector: 'node:selected', style: { 'border-width': 6 } },
        {
          selector: 'edge',
          style: {
            label: 'data(label)',
            'font-size': 8,
            color: colours.ink,
            width: 1.2,
            'line-color': colours.line,
            'curve-style': 'bezier',
            'target-arrow-shape': 'triangle',
            'target-arrow-color': colours.line,
            'text-background-color': colours.card,
            'text-background-opacity': 1,
          },
        },
      ],
      layout: { name: 'breadthfirst', directed: true, spacingFactor: 1.25, padding: 12, avoidOverlap: true },
      maxZoom: 3,
      minZoom: 0.1,
      userZoomingEnabled: false,
    })
    graph.on('tap', 'node', (event) => choose.current(String(event.target.id())))
    if (chosen !== '') {
      const node = graph.getElementById(chosen)
      if (node.nonempty()) node.select()
    }
    return () => graph.destroy()
  }, [entities, regime, chosen, theme])
  return (
    <div ref={box} className="graph" role="img" aria-label={`${words.exposure.picture}: ${words.exposure.intro}`} />
  )
}
