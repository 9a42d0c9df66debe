// Where the tests of whole runs begin: three people on two sides, and short looks at what came of them.
import type { Change } from '@/lib/db/generated/client'
import { owner } from '@/lib/db/testing'
import { asBody } from '@/lib/db/values'
import { person, type Stage, setStage } from './stage'

export const names = (contacts: readonly { firstName: string; lastName: string }[]) =>
  contacts.map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim()).sort()
export const MINUTE = 60_000

/** Ana on both sides, Ben only here, Cho only there; in step. */
export async function inStep(options: Parameters<typeof setStage>[0] = {}) {
  const stage = await setStage(options)
  const ana = await stage.addHere(person('Ana', 'Lima'))
  const ben = await stage.addHere(person('Ben', 'Okafor'))
  const remoteAna = stage.account.add(person('Ana', 'Lima', { title: 'Judge' }))
  stage.account.add(person('Cho', 'Min-ji'))
  stage.pass(options.limits?.lagMs ?? 0)
  await stage.start(await stage.preview())
  return { ...stage, ana, ben, remoteAna }
}

export const bodyOf = (change: Pick<Change, 'body'> | undefined) => {
  if (!change) throw new Error('no such change')
  return asBody(change.body)
}

export const waitingOf = (stage: Stage) =>
  owner().change.findFirstOrThrow({ where: { syncId: stage.sync.id, state: 'waiting' } })

export const contactHere = async (stage: Stage, id: string) =>
  (await stage.here()).find((contact) => contact.id === id)
