// The first steps of an administrator in words: what is done, what is left, and how it is done. Pure.
import type { FirstStepFacts, MarkedStep } from '@/lib/store/firm/first-steps'

export interface FirstStep {
  readonly title: string
  readonly text: string
  readonly done: boolean
  /** Set if a person marks it. */
  readonly mark?: MarkedStep
  /** To be compared with the one in the browser. */
  readonly address?: string
  /** Texts to copy. */
  readonly copy?: readonly string[]
  readonly link?: { readonly href: string; readonly label: string }
  /** It needs attention although it may be marked. */
  readonly warning?: string
}

interface Around {
  /** Concord's public address, as its settings say. */
  readonly address: string
  /** The secrets were made up for development. */
  readonly isDevelopment: boolean
}

export function firstSteps(facts: FirstStepFacts, { address, isDevelopment }: Around): readonly FirstStep[] {
  const { marked, everConnected, hasColleagues, hasBackup, endedAfterSevenDays } = facts
  const isMarked = (step: MarkedStep) => marked.includes(step)
  const uris = ['google', 'google-contacts'].map((name) => `${address}/api/auth/callback/${name}`)
  return [
    {
      title: 'Google client',
      text: 'It works: you signed in with it.',
      done: true,
    },
    {
      title: 'Redirect URIs',
      text: everConnected
        ? 'They work: Google accepted both.'
        : 'Add both to the OAuth client, exactly as shown. Signing in checks the first, connecting an account the second.',
      done: everConnected,
      ...(everConnected ? {} : { copy: uris, link: { href: '/settings/sync', label: 'Connect an account' } }),
      address,
    },
    {
      title: 'Consent screen',
      text: 'Published, or Internal to your Workspace. While it is in testing, Google ends every access after 7 days, and everyone has to reconnect.',
      done: isMarked('consentScreen') && endedAfterSevenDays === 0,
      mark: 'consentScreen',
      link: { href: 'https://console.cloud.google.com/auth/audience', label: 'Open Google’s page' },
      ...(endedAfterSevenDays > 0
        ? {
            warning: `${endedAfterSevenDays === 1 ? 'One access' : `${endedAfterSevenDays} accesses`} ended after 7 days: the consent screen is probably in testing.`,
          }
        : {}),
    },
    {
      title: 'Copy of TOKEN_KEY',
      text: isDevelopment
        ? 'This is a development server with keys of its own. In production, keep a copy of TOKEN_KEY and of the backup key in a safe place. Without them, everyone has to reconnect and backups cannot be read.'
        : 'Keep a copy of TOKEN_KEY and of the backup key: without them everyone has to reconnect, and backups cannot be read.',
      done: isMarked('tokenKey'),
      mark: 'tokenKey',
    },
    {
      title: 'First backup',
      text: `${hasBackup ? 'A backup was made. ' : ''}Run npm run backup every night, and copy the file to another machine.`,
      done: hasBackup || isMarked('backup'),
      ...(hasBackup ? {} : { mark: 'backup' as const }),
    },
    {
      title: 'Colleagues',
      text: hasColleagues
        ? 'You have invited a colleague.'
        : 'People can sign in once you have invited their email address.',
      done: hasColleagues,
      link: { href: '/settings/users', label: 'Invite colleagues' },
    },
  ]
}

/** "4 of 6 done" */
export const stepsWords = (steps: readonly FirstStep[]): string =>
  `${steps.filter(({ done }) => done).length} of ${steps.length} done`
