import { describe, expect, test } from 'vitest'
import type { Report } from '../horizon/discourse.ts'
import type { IsoDate } from '../model/brand.ts'
import { readReports } from './horizon.ts'

function read(text: string, language: Report['language'] = 'en') {
  const report: Report = { id: 'r', text, published: '2025-03-14' as IsoDate, language }
  const [written] = readReports([report]).written
  if (written === undefined) throw new RangeError('nothing was read')
  return written
}

const told = (text: string, language?: Report['language']) =>
  read(text, language).events.map(
    ({ type, actor, target_organisations }) => `${type} | ${actor ?? '-'} | ${target_organisations.join(', ')}`,
  )

const UNKNOWN: readonly (readonly [why: string, text: string, language: 'en' | 'es', acts: readonly string[]])[] = [
  [
    'called a gang before its name',
    'QUITO - The United States will designate the Ecuadorean gang Los Grises as a foreign terrorist organization later this month, officials announced.',
    'en',
    ['vow | United States | Los Grises'],
  ],
  [
    'Spanish adjective between the noun and the name',
    'El Departamento de Estado designó el jueves como organización terrorista al grupo armado Comandos del Alba.',
    'es',
    ['designate | Departamento de Estado | Comandos del Alba'],
  ],
  [
    'a plural that goes on over "of"',
    'The Council of the European Union on Thursday extended the listing of the Sons of Marran as a terrorist organisation.',
    'en',
    ['maintain | Council of the European Union | Sons of Marran'],
  ],
  [
    'a possessive inside the name, and the actor is itself the target',
    "The Oriba People's Front filed a suit on Thursday challenging its proscription as a terrorist group.",
    'en',
    ["challenge | Oriba People's Front | Oriba People's Front"],
  ],
  [
    'a denied listing with no plans',
    'Canada has not listed the Red Sand Front as a terrorist entity and has no plans to do so, a minister said on Thursday.',
    'en',
    ['decline | Canada | Red Sand Front'],
  ],
  [
    'a promise with "que" is the promise of who made it',
    'La ministra de Seguridad, Julia Prado, prometió que el Gobierno declarará organización terrorista al grupo separatista Alba Roja.',
    'es',
    ['vow | Julia Prado | Alba Roja'],
  ],
  [
    'a decree with its day before the participle',
    'President Carlos Medina signed a decree on Thursday declaring the gang Primeiro Grupo do Sul a terrorist organization.',
    'en',
    ['designate | Carlos Medina | Primeiro Grupo do Sul'],
  ],
  [
    'plans that are shelved are no vow',
    'Plans to label the White Aster Legion a terrorist group have been shelved, officials said on Thursday.',
    'en',
    ['hold_off | - | White Aster Legion'],
  ],
  [
    'a bill "seeking to declare" is one proposal',
    'A senator filed a resolution on Thursday seeking to declare the Blue Reed syndicate a terrorist organization.',
    'en',
    ['propose | senator | Blue Reed'],
  ],
  [
    'those counted in a group act',
    'Un grupo de congresistas presentó el jueves un proyecto de ley para declarar organización terrorista a las Autodefensas del Alba.',
    'es',
    ['propose | congresistas | Autodefensas del Alba'],
  ],
  [
    'an irregular subjunctive after "a que"',
    'La senadora Ana Lorca exhortó al Gobierno a que incluya a la banda Los Pardos en la lista de organizaciones terroristas.',
    'es',
    ['propose | Ana Lorca | Los Pardos'],
  ],
  [
    'an ordinal is no office',
    'El presidente Luis Paz firmó el jueves un decreto que declara organización terrorista al Primer Comando del Alba.',
    'es',
    ['designate | Luis Paz | Primer Comando del Alba'],
  ],
  [
    'a denied infinitive under a decision',
    'El presidente Luis Paz decidió no incluir por ahora a la Fuerza del Alba en la lista de organizaciones terroristas.',
    'es',
    ['decline | Luis Paz | Fuerza del Alba'],
  ],
  [
    'a designation called infamous by a government is rebuffed, not made',
    'El Gobierno de Nicolás Maduro calificó de "infame" la designación del Cartel de los Soles como organización terrorista por parte de Estados Unidos.',
    'es',
    ['reject | Gobierno de Nicolás Maduro | Cartel de los Soles'],
  ],
  [
    'a listing is a noun, and who reports it is no target',
    'Australia will review the terrorist listing of the Cedar Front, The Morning Star reported on Thursday.',
    'en',
    ['review | Australia | Cedar Front'],
  ],
  [
    'a challenge still to come is none',
    'Canada on Thursday listed the Red Sand Front as a terrorist entity. The group said it would challenge the listing in court.',
    'en',
    ['designate | Canada | Red Sand Front'],
  ],
  [
    'a sports ban and a landmark are nothing of the kind',
    'The federation banned the striker for two matches. The city designated the theatre a landmark and added it to its list of protected sites. The club condemned terrorism at its gala.',
    'en',
    [],
  ],
]

describe('organisations that no table knows, and who acts (own sentences, published Friday 2025-03-14)', () => {
  test.each(UNKNOWN)('%s', (_, text, language, acts) => {
    expect(told(text, language)).toEqual(acts)
  })

  test('the intention belongs to whom it is attributed, the rejection to who rejects it', () => {
    const acts = told(
      'La presidenta Ana Lorca rechazó la intención de Estados Unidos de designar a los cárteles mexicanos como organizaciones terroristas.',
      'es',
    )
    expect(acts).toContain('vow | Estados Unidos | cárteles mexicanos')
    expect(acts).toContain('reject | Ana Lorca | cárteles mexicanos')
  })

  test('a request is about the list of whom it is put to', () => {
    const text =
      'El presidente Luis Paz pidió a la Unión Europea que declare organización terrorista a la banda Los Pardos.'
    expect(read(text, 'es').events.map((event) => event.authority)).toEqual([['EU']])
  })
})

describe('speakers', () => {
  const speakers = (text: string, language?: Report['language']) =>
    read(text, language).statements.map((statement) => statement.speaker)

  test('an occupation stands bare before the name', () => {
    expect(speakers('"It is about time," said vendor Lucia Bravo.')).toEqual(['Lucia Bravo'])
  })

  test('Spanish leaves out the subject that the sentence before has', () => {
    expect(
      speakers(
        'La presidenta Ana Lorca rechazó la designación de los cárteles como organizaciones terroristas.\n\n"No vamos a aceptarlo", dijo en su conferencia matutina.',
        'es',
      ),
    ).toEqual(['Ana Lorca'])
  })
})
