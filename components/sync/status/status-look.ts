// Each status has one word and one tone, everywhere it is shown. Pure.
import type { Tone } from '@/components/ui/status'
import type { SyncStatus } from '@/lib/engine/status'

export interface StatusLook {
  readonly word: string
  readonly tone: Tone
}

export const STATUS_LOOKS: Readonly<Record<SyncStatus['kind'], StatusLook>> = {
  notConnected: { word: 'Not connected', tone: 'quiet' },
  connected: { word: 'Connected', tone: 'quiet' },
  building: { word: 'Building preview', tone: 'busy' },
  ready: { word: 'Preview ready', tone: 'warn' },
  syncing: { word: 'Syncing', tone: 'busy' },
  upToDate: { word: 'In sync', tone: 'good' },
  attention: { word: 'Needs attention', tone: 'warn' },
  paused: { word: 'Paused', tone: 'quiet' },
  stopped: { word: 'Stopped', tone: 'quiet' },
}

/** What stops everything is red, what only waits for somebody is not. */
export function lookOf(status: SyncStatus): StatusLook {
  const look = STATUS_LOOKS[status.kind]
  if (status.kind !== 'attention') return look
  const grave = status.causes.some(({ kind }) => kind === 'consent' || kind === 'failed')
  return grave ? { ...look, tone: 'bad' } : look
}
