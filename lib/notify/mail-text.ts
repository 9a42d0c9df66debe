// The e-mail that asks a person to do something: short, plain text, with the link, and without anything of a contact. Pure.
import { NEED_KINDS, type NeedKind } from './mail-due'

/** `label`: the provider's. */
const SENTENCES: Readonly<Record<NeedKind, (label: string) => string>> = {
  reconnect: (label) => `Concord has lost access to your ${label} account. Reconnect it to resume the sync.`,
  approve: () =>
    'Your sync is waiting for your approval: it found an unusual number of changes, or a colleague already syncs contacts.',
  decide: () => 'Some of your contacts or events need your decision. Everything else stays in sync.',
}

const SUBJECTS: Readonly<Record<NeedKind, (label: string) => string>> = {
  reconnect: (label) => `Reconnect ${label} to keep your contacts in sync`,
  approve: () => 'Your sync is waiting for your approval',
  decide: () => 'Your sync needs your decision',
}

export interface Mail {
  readonly subject: string
  readonly text: string
}

export interface MailFacts {
  readonly needs: readonly NeedKind[]
  readonly name: string
  readonly label: string
  /** Of the page that helps. */
  readonly link: string
}

export function mailText({ needs, name, label, link }: MailFacts): Mail {
  const sorted = NEED_KINDS.filter((kind) => needs.includes(kind))
  const [gravest = 'decide'] = sorted
  const lines = [
    `Hello ${name},`,
    '',
    ...sorted.map((kind) => SENTENCES[kind](label)),
    '',
    link,
    '',
    'Concord sends at most one email a day, and only when something needs your attention.',
  ]
  return { subject: SUBJECTS[gravest](label), text: `${lines.join('\n')}\n` }
}
