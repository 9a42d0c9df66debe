// Sends an e-mail through the SMTP server of the settings.
import { createTransport } from 'nodemailer'
import { env } from '@/lib/env'
import type { Mail } from './mail-text'

/** How long a server may take to answer: a worker waits for it. */
const TIMEOUT_MS = 10_000

export interface Mailer {
  /** Throws what the server or the network says. */
  readonly send: (to: string, mail: Mail) => Promise<void>
  readonly close: () => void
}

/** Null if no server is set. Without smtps:// it uses STARTTLS if the server offers it. */
export function openMailer({ SMTP_URL, MAIL_FROM } = env()): Mailer | null {
  if (!SMTP_URL || !MAIL_FROM) return null
  const transport = createTransport({
    url: SMTP_URL,
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  return {
    send: async (to, { subject, text }) => {
      // Answers of absences and lists stay away.
      const headers = { 'Auto-Submitted': 'auto-generated' }
      await transport.sendMail({ from: { name: 'Concord', address: MAIL_FROM }, to, subject, text, headers })
    },
    close: () => transport.close(),
  }
}

export const MAIL_PROBLEMS = ['unreachable', 'signIn', 'refused', 'address'] as const
export type MailProblem = (typeof MAIL_PROBLEMS)[number]

const CODES: Readonly<Record<string, MailProblem>> = {
  EAUTH: 'signIn',
  ENOAUTH: 'signIn',
  EENVELOPE: 'address',
  EMESSAGE: 'refused',
  ERESPONSE: 'refused',
}

/** Without the server's words, which may name people. */
export function mailProblem(error: unknown): MailProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return CODES[code] ?? 'unreachable'
}
