import { expect, it } from 'vitest'
import type { LabelChange } from '@/lib/domains/contacts/label-forecast'
import { labelWords } from './label-words'

const nobody = { labelAdded: 0, labelRemoved: 0, tagAdded: 0, tagRemoved: 0 }
const said = (changes: readonly LabelChange[]) => labelWords(changes, 'Elsewhere')

it('says that nothing happens, too', () => {
  expect(said([])).toEqual({ summary: 'Labels and tags stay as they are.', lines: [] })
})

it('sums up, and says what happens to each name', () => {
  expect(
    said([
      { kind: 'createLabel', name: 'Client', ...nobody, labelAdded: 12 },
      { kind: 'createTag', name: 'Court', ...nobody, tagAdded: 1 },
      { kind: 'renameLabel', from: 'Alt', name: 'Neu', ...nobody },
      { kind: 'renameTag', from: 'Old', name: 'New', ...nobody },
      { kind: 'members', name: 'Urgent', labelAdded: 2, labelRemoved: 1, tagAdded: 0, tagRemoved: 3 },
      { kind: 'removeLabel', name: 'Gone', others: 0 },
    ]),
  ).toEqual({
    summary:
      '1 new label in Elsewhere, 1 new tag in Clio, 1 label renamed in Elsewhere, 1 tag renamed in Clio and 1 label deleted in Elsewhere; ' +
      '14 contacts get a label, 1 contact loses a label, 1 contact gets a tag and 3 contacts lose a tag.',
    lines: [
      'Client: new label in Elsewhere; 12 contacts get the label in Elsewhere',
      'Court: new tag in Clio; 1 contact gets the tag in Clio',
      'Neu: Elsewhere’s label Alt is renamed',
      'New: the tag Old is renamed',
      'Urgent: 2 contacts get the label in Elsewhere, 1 contact loses the label in Elsewhere and 3 contacts lose the tag in Clio',
      'Gone: the tag was deleted in Clio, and the label is deleted in Elsewhere. Contacts stay',
    ],
  })
})

it('says who keeps a label that its tag leaves, and that a parted tag stays', () => {
  const { summary, lines } = said([
    { kind: 'removeLabel', name: 'Gone', others: 1 },
    { kind: 'part', name: 'Mine' },
  ])
  expect(summary).toBe(
    '1 label taken from synced contacts in Elsewhere and 1 tag no longer linked to a label.',
  )
  expect(lines[0]).toContain('1 other contact in Elsewhere keeps it')
  expect(lines[1]).toContain('The tag stays in Clio')
})

it('lists the first twenty, and counts the others', () => {
  const many = Array.from(
    { length: 22 },
    (_, at): LabelChange => ({ kind: 'createTag', name: `${at}`, ...nobody }),
  )
  expect(said(many).lines).toHaveLength(21)
  expect(said(many).lines.at(-1)).toBe('And 2 more.')
})
