import { renderPicture } from '../scenario/picture.ts'
import type { WhatIfAnswer } from './scenario.ts'
import type { ReadyBook } from './scenario-request.ts'

/** The page that `--html` writes: the network and its table. */
export function pictureOf(answer: WhatIfAnswer, ready: ReadyBook): string {
  const { scenario, newly, caveat } = answer
  return renderPicture({
    title: `What if: ${scenario.targets.map(({ name }) => name).join(', ')}`,
    subtitle: `${scenario.action === 'designate' ? 'Designated' : 'No longer designated'} under ${scenario.authorities.join(', ')} from ${scenario.effective}, asked as of ${scenario.asOf}. Hypothetical.`,
    targets: scenario.targets.map(({ id, name }) => ({
      id,
      name,
      entityIds: [`cordon-${id}`, ...entityIds(ready, id)],
    })),
    ...newly,
    captionOf: (id) => ready.network.captions.get(id) ?? ready.names.find(id)?.name,
    caveat,
  })
}

const entityIds = (ready: ReadyBook, id: string): readonly string[] =>
  ready.entities
    .filter(
      (entity) => entity.referents.some((referent) => referent === `cordon-${id}`) || entity.id === `cordon-${id}`,
    )
    .flatMap((entity) => [entity.id, entity.names[0].text])
