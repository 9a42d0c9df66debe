// What was done to a contact, in words: one line for each step of its history. Pure.
import { mergedWords } from '@/components/contacts/merged-words'
import type { EditWithAuthor } from '@/lib/store/address-book/contact-history'
import type { RemoteRestored } from '@/lib/store/address-book/contact-links'
import type { TagStep } from '@/lib/store/tags/contact-tags'

/** A change of the contact itself or of its tags, or a request to restore it to an account. */
export type Step = EditWithAuthor | RemoteRestored | TagStep

/** `labels`: of the providers from which a change may have come whose record is erased. */
export function stepWords(step: Step, labels: string): string {
  if ('kind' in step) return whatHappened(step, labels)
  return 'added' in step ? tagged(step) : restored(step)
}

function tagged({ author, bySync, isUndo, added, removed }: TagStep): string {
  const named = (verb: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${verb} ${names.map((name) => `“${name}”`).join(', ')}`]
  const what = [...named('added', added), ...named('removed', removed)].join(' and ')
  const who = author ?? (bySync ? 'the sync' : 'someone')
  return isUndo ? `Undone by ${who}: tags ${what}` : `Tags: ${who} ${what}`
}

const restored = ({ author, accountEmail, label }: RemoteRestored) =>
  `Restored to ${label} by ${author ?? 'someone'} (${accountEmail})`

/** What an undo did to the contact. */
const UNDONE: Readonly<Record<EditWithAuthor['kind'], string>> = {
  create: 'added',
  edit: 'earlier values restored',
  delete: 'deleted',
  restore: 'restored',
  hide: 'made private',
  share: 'shared with the firm',
  merge: 'merged',
  unmerge: 'merge undone',
}

function whatHappened(edit: EditWithAuthor, labels: string): string {
  const { kind, changeId, importId, author, label } = edit
  const bySync = changeId !== null
  if (edit.isUndo) return `Undone by ${author ?? 'someone'}: ${UNDONE[kind]}`
  const who = author ?? (bySync ? 'the sync' : 'someone')
  switch (kind) {
    case 'create':
      if (importId) return `Imported from a file by ${who}`
      return bySync ? `Added from ${label ?? labels}` : `Created by ${who}`
    case 'edit':
      return bySync ? `Updated from ${label ?? labels}` : `Edited by ${who}`
    case 'delete':
      return `Deleted by ${who}`
    case 'restore':
      return `Restored by ${who}`
    case 'hide':
      return `Made private by ${who}`
    case 'share':
      return `Shared with the firm by ${who}`
    case 'merge':
      return `Merged with ${mergedWords(edit.mergedWith)} by ${who}`
    case 'unmerge':
      return `Merge with ${mergedWords(edit.mergedWith)} undone by ${who}`
  }
}
