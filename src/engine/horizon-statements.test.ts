import { describe, expect, test } from 'vitest'
import { read } from '../../test/support/horizon-report.ts'

describe('statements and who made them', () => {
  test.each([
    ['verb behind', '"We are ready," Jane Roe said.', 'Jane Roe'],
    ['turned round', '“We are ready,” said Jane Roe, the minister.', 'Jane Roe'],
    ['verb before', 'Jane Roe answered: "We are ready."', 'Jane Roe'],
    [
      'the interviewer is not the speaker',
      'In an interview with Bill O’Brien, Jane Roe said, "We are ready."',
      'Jane Roe',
    ],
    ['part of a clause', 'Jane Roe called the decision "wrong and unjust."', 'Jane Roe'],
    [
      'a document speaks for its body',
      'A report from the Department of Justice was published. "They met in May," the report said.',
      'Department of Justice',
    ],
    ['a pronoun', 'Jane Roe spoke on Monday. "We are ready," she said.', 'Jane Roe'],
    ['a role', '"We are ready," the minister said.', 'minister'],
  ] as const)('%s', (_why, text, speaker) => {
    expect(
      read(`The group was designated a terrorist organization on Monday.\n\n${text}`).statements.map(
        (said) => said.speaker,
      ),
    ).toEqual([speaker])
  })

  test('a quotation that goes on after its verb is two, of one speaker; a label in marks is none', () => {
    const { statements } = read(
      'Jane Roe listed the gang as a "terrorist organization."\n\n"We are ready," Jane Roe said. "We have waited for years."',
    )
    expect(statements.map((said) => [said.speaker, said.quote])).toEqual([
      ['Jane Roe', 'We are ready,'],
      ['Jane Roe', 'We have waited for years.'],
    ])
  })

  test('an embedded post is signed behind', () => {
    const { statements } = read(
      'The group may be listed as a terrorist organization.\n\n...we will hold off the designation for now! — Jane Roe (@janeroe) March 13, 2025\n\nMore follows.',
    )
    expect(statements[0]).toMatchObject({
      kind: 'post',
      speaker: 'Jane Roe',
      quote: 'we will hold off the designation for now!',
    })
  })
})
