// The page below the status: what was done, what failed, the history, exclusions, and the settings.
import { readerZone } from '@/app/zone'
import { errorWords } from '@/components/sync/error-words'
import { amount } from '@/components/sync/figures'
import { termsOf, viewOf } from '@/components/sync/kinds'
import type { ItemKind } from '@/components/sync/kinds/kind-words'
import { wordsOf } from '@/components/sync/kinds/words'
import { doneLine } from '@/components/sync/runs/done-line'
import { DoneList } from '@/components/sync/runs/done-list'
import { RunTable } from '@/components/sync/runs/run-table'
import { ExclusionList } from '@/components/sync/status/exclusion-list'
import { FailureList } from '@/components/sync/status/failure-list'
import { LazySettingsForm } from '@/components/sync/status/settings/lazy-settings-form'
import { settingsSummary } from '@/components/sync/status/settings/settings-summary'
import { OneButton } from '@/components/sync/status/small-forms'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Panel } from '@/components/ui/page'
import type { SyncStatus } from '@/lib/engine/status'
import { deletedPage, runPage, undoPage } from '@/lib/http/sync-paths'
import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import { countDeletedThere } from '@/lib/store/address-book/deleted-there'
import { DEFAULT_SETTINGS } from '@/lib/store/address-book/values'
import type { Actor } from '@/lib/store/firm/actor'
import { asOfNow } from '@/lib/store/review/as-of'
import { listExclusions } from '@/lib/store/review/exclusions'
import { doneChanges, failures, runsOf, type SyncView } from '@/lib/store/sync/overview'
import { tagsOf } from '@/lib/store/tags/tags'
import { includeAction, listLabelsAction, retryAction, saveSettingsAction } from './actions'

/** Lists on this page are for a look; the preview page has them all. */
const SHOWN = 50
const LATEST = 20
const RUNS = 15
/** Longer lists are folded. */
const FEW = 5

interface RestProps {
  readonly place: string
  readonly provider: Pick<ProviderDescriptor, 'name' | 'label'>
  readonly user: Actor
  readonly status: SyncStatus
  readonly sync: SyncView
  /** What it syncs. */
  readonly kind: ItemKind
}

export async function RestOfSync({ place, provider, user, status, sync, kind }: RestProps) {
  const { counts, run } = sync
  const begun = sync.startedAt !== null
  return (
    <>
      {status.kind === 'syncing' && status.phase === 'writing' && run && (
        <WhatWasDone provider={provider} user={user} sync={sync} runId={run.id} />
      )}
      {status.kind !== 'syncing' && counts.failed > 0 && (
        <Failing place={place} provider={provider} user={user} sync={sync} kind={kind} />
      )}
      {begun && <History provider={provider} user={user} sync={sync} kind={kind} />}
      {counts.excluded > 0 && (
        <Excluded place={place} provider={provider} user={user} sync={sync} kind={kind} />
      )}
      {counts.leftOut > 0 && <NotChosen label={provider.label} leftOut={counts.leftOut} />}
      {kind === 'contacts' && begun && <GoneThere provider={provider} user={user} sync={sync} />}
      <SyncSettings place={place} label={provider.label} user={user} sync={sync} kind={kind} />
    </>
  )
}

interface SyncSettingsProps {
  readonly place: string
  readonly label: string
  readonly user: Actor
  readonly sync: SyncView
  readonly kind: ItemKind
}

/** Folded once the sync has started: people read them seldom then. */
async function SyncSettings({ place, label, user, sync, kind }: SyncSettingsProps) {
  const form = (
    <LazySettingsForm
      syncId={sync.id}
      settings={sync.settings}
      privateAs={sync.privateAs}
      addsOnlyMine={sync.addsOnlyMine}
      label={label}
      kind={kind}
      {...(sync.startedAt !== null && { summary: settingsSummary(sync, label, kind) })}
      tags={kind === 'contacts' ? await tagsOf(user) : []}
      labels={sync.labels ?? []}
      listLabels={listLabelsAction.bind(null, place)}
      action={saveSettingsAction.bind(null, place)}
    />
  )
  return sync.startedAt === null ? <Panel title="Settings">{form}</Panel> : form
}

interface FirstSettingsProps {
  readonly place: string
  readonly label: string
  readonly kind: ItemKind
  readonly user: Actor
}

/** Before the first preview: what it will be made by. */
export const FirstSettings = async ({ place, label, kind, user }: FirstSettingsProps) => (
  <Panel title="Settings" intro="The first preview will use these. You can change them later.">
    <LazySettingsForm
      syncId=""
      settings={DEFAULT_SETTINGS}
      privateAs={null}
      addsOnlyMine={false}
      label={label}
      kind={kind}
      tags={await tagsOf(user)}
      listLabels={listLabelsAction.bind(null, place)}
      action={saveSettingsAction.bind(null, place)}
    />
  </Panel>
)

interface PartProps {
  readonly place: string
  readonly provider: Pick<ProviderDescriptor, 'name' | 'label'>
  readonly user: Actor
  readonly sync: SyncView
  readonly kind: ItemKind
}

async function WhatWasDone({
  provider,
  user,
  sync,
  runId,
}: Omit<PartProps, 'kind' | 'place'> & { readonly runId: string }) {
  const done = await doneChanges(user, sync.id, runId, LATEST)
  if (done.length === 0) return null
  const zone = await readerZone()
  const lines = done.map((change) => doneLine(change, termsOf(change.of, zone, provider.label)))
  return (
    <Panel title="What was done" flush>
      <DoneList lines={lines} />
    </Panel>
  )
}

async function Failing({ place, provider, user, sync, kind }: PartProps) {
  const failed = await failures(user, sync.id, SHOWN)
  const lines = failed.map(({ id, of, name, error }) => ({
    id,
    name,
    ...errorWords(error ?? { kind: 'unknown', field: null, message: '' }, provider.label, viewOf(of)),
  }))
  const { failed: all } = sync.counts
  const { one } = wordsOf(kind)
  return (
    <div id="failing">
      <Panel
        title="Could not be synced"
        intro={all > lines.length ? `${lines.length} of ${amount(all, one)}` : amount(all, one)}
        actions={
          all > 1 && (
            <OneButton action={retryAction.bind(null, place)} fields={{ syncId: sync.id }}>
              Retry all
            </OneButton>
          )
        }
        flush
      >
        <FailureList syncId={sync.id} lines={lines} retry={retryAction.bind(null, place)} />
      </Panel>
    </div>
  )
}

async function Excluded({ place, provider, user, sync, kind }: PartProps) {
  const asOf = await asOfNow(user)
  const { rows, total } = await listExclusions(user, sync.id, '', SHOWN)
  return (
    <section id="excluded" aria-label="Excluded" className="panel">
      <details open={total <= FEW}>
        <summary className="px-4 py-3">
          <h2 className="inline text-sm font-semibold">Excluded</h2>{' '}
          <span className="text-soft">
            {amount(total, wordsOf(kind).one)} that the sync skips
            {total > rows.length && `; the first ${rows.length} are listed`}
          </span>
        </summary>
        <div className="border-t border-line">
          <ExclusionList
            syncId={sync.id}
            asOf={asOf}
            lines={rows}
            label={provider.label}
            include={includeAction.bind(null, place)}
          />
          {total > 1 && (
            <div className="border-t border-line px-4 py-3">
              <OneButton action={includeAction.bind(null, place)} fields={{ syncId: sync.id, asOf }}>
                Include all again
              </OneButton>
            </div>
          )}
        </div>
      </details>
    </section>
  )
}

/** Contacts that **What to sync** does not take. */
const NotChosen = ({ label, leftOut }: { readonly label: string; readonly leftOut: number }) => (
  <div id="left-out">
    <Panel
      title="Left out"
      intro={`${amount(leftOut, 'contact')} in Clio ${leftOut === 1 ? 'is' : 'are'} left out by your choice of what to sync. What ${label} has of them stays there too. Questions about them no longer need your decision, until you choose the contacts again.`}
      actions={<ButtonLink href="/contacts?show=not-synced">See contacts that are not synced</ButtonLink>}
    />
  </div>
)

/** Contacts deleted in the account, which stay here. */
async function GoneThere({ provider, user, sync }: Omit<PartProps, 'place' | 'kind'>) {
  const n = await countDeletedThere(user, sync.id)
  if (n === 0) return null
  return (
    <Panel
      title={`Deleted in ${provider.label}`}
      intro={`${amount(n, 'contact')} deleted in ${provider.label} ${n === 1 ? 'stays' : 'stay'} in Clio.`}
      actions={<ButtonLink href={deletedPage(provider.name)}>See what was deleted</ButtonLink>}
    />
  )
}

async function History({ provider, user, sync, kind }: Omit<PartProps, 'place'>) {
  const runs = await runsOf(user, sync.id, RUNS)
  return (
    <Panel title="History" flush>
      <RunTable
        runs={runs}
        label={provider.label}
        kind={kind}
        pageOf={(runId) => runPage(provider.name, runId)}
        undoHref={(runId) => undoPage(provider.name, runId)}
      />
    </Panel>
  )
}
