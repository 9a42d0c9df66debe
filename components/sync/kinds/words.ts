// The words of each kind, by its name.
import { CONTACT_WORDS } from './contact-words'
import { EVENT_WORDS } from './event-words'
import type { ItemKind, KindWords } from './kind-words'

const WORDS: Readonly<Record<ItemKind, KindWords>> = { contacts: CONTACT_WORDS, events: EVENT_WORDS }

export const wordsOf = (kind: ItemKind): KindWords => WORDS[kind]
