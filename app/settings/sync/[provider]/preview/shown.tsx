// The page of what there is to review; without anything, the sync's own page.
import { redirect } from 'next/navigation'
import { lookLike } from '@/components/contacts/account-duplicates'
import { mergesWait, waitingAmong } from '@/components/contacts/merge-words'
import { amount } from '@/components/sync/figures'
import type { ItemKind } from '@/components/sync/kinds/kind-words'
import { wordsOf } from '@/components/sync/kinds/words'
import { Current } from '@/components/sync/review/current'
import { DiscardQuestion } from '@/components/sync/review/discard-question'
import { LazyReview } from '@/components/sync/review/lazy-review'
import { leftOutTitle, leftOutWords } from '@/components/sync/review/left-out-words'
import { placeFrom } from '@/components/sync/review/model'
import { OtherAccount } from '@/components/sync/status/other-account'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { duplicatesPage, reviewPage, syncPage } from '@/lib/http/sync-paths'
import { accountMerges } from '@/lib/store/duplicates/account-merges'
import { countAccountDuplicates } from '@/lib/store/duplicates/in-accounts'
import { type Overview, overviewOf } from '@/lib/store/sync/overview'
import { sharedLists } from '@/lib/store/sync/shared-lists'
import { type PlaceParams, placeIn, type SyncPlace } from '../provider'
import {
  answerAll,
  approve,
  chooseDefault,
  chooseOnlyMine,
  decide,
  decideAll,
  exclude,
  include,
  undoAnswers,
} from './actions'
import { discardAction } from './finish'
import { loadDetails, loadReview, openingView } from './load'
import type { Reviewable } from './reviewable'

export interface PageProps extends PlaceParams {
  readonly searchParams: Promise<Query>
}

interface ShownProps extends PageProps {
  readonly path: (place: string) => string
  readonly of: (overview: Overview | null, at: SyncPlace) => Reviewable | null
}

const actionsFor = (place: string) => ({
  approve: approve.bind(null, place),
  chooseDefault: chooseDefault.bind(null, place),
  chooseOnlyMine: chooseOnlyMine.bind(null, place),
  decide: decide.bind(null, place),
  decideAll: decideAll.bind(null, place),
  answerAll: answerAll.bind(null, place),
  undoAnswers: undoAnswers.bind(null, place),
  exclude: exclude.bind(null, place),
  include: include.bind(null, place),
})

export async function Shown({ path, of, params, searchParams }: ShownProps) {
  const at = await placeIn({ params })
  const { place: address, provider, calendarId, kind } = at
  const { label } = provider
  const home = syncPage(address)
  const user = await requireUser(path(address))
  const overview = await overviewOf(user, provider.name, calendarId)
  const what = of(overview, at)
  if (!what) redirect(home)
  const query = await searchParams
  const opening = query.view ? 'decide' : await openingView(user, what.scope)
  const place = placeFrom({ get: (name) => one(query[name]) }, opening)
  if (place.q) await limitRate('search', user)
  const isPreview = what.finish.kind === 'preview'
  const [page, lists, twice, merges] = await Promise.all([
    loadReview(user, what.scope, place),
    isPreview ? sharedLists(user, what.scope) : null,
    isPreview && kind === 'contacts' ? countAccountDuplicates(user, what.scope.syncId) : null,
    isPreview && kind === 'contacts' ? accountMerges(user, what.scope.syncId).then(waitingAmong) : null,
  ])
  const details = await loadDetails(user, what.scope, page, place)
  const { scope, finish, intro, alreadySame, leftOut, connection } = what
  const stays = leftOutWords(leftOut, label, kind)
  if (finish.kind === 'waiting' && page.counts.all === 0 && !place.q) return <NothingWaits home={home} />
  return (
    <Current home={home}>
      <Page title="Review changes" up={{ href: home, label: 'Back to the sync' }} intro={intro}>
        {finish.kind === 'preview' && connection.previous && (
          <OtherAccount
            email={connection.accountEmail}
            previous={connection.previous}
            label={label}
            kind={kind}
            brief
          />
        )}
        {finish.kind === 'preview' && one(query.discard) === 'ask' && (
          <DiscardQuestion
            runId={finish.runId}
            discard={discardAction.bind(null, address)}
            preview={reviewPage(address)}
            label={label}
            kind={kind}
          />
        )}
        {stays.length > 0 && (
          <Notice tone="info" title={leftOutTitle(leftOut, kind)} brief>
            {stays.map((words) => (
              <p key={words}>{words}</p>
            ))}
          </Notice>
        )}
        {isPreview && (
          <Earlier
            excluded={(overview?.sync?.counts.excluded ?? 0) - page.whole.excluded}
            home={home}
            kind={kind}
          />
        )}
        {merges && merges.merges + merges.undos > 0 && (
          <Notice
            tone="warn"
            title={`${mergesWait(merges, label)} Start Sync does not do this.`}
            actions={<ButtonLink href={duplicatesPage(provider.name)}>See merges</ButtonLink>}
            brief
          />
        )}
        {twice && twice.people > 0 && (
          <Notice
            tone="info"
            brief
            title={lookLike(twice, label)}
            actions={<ButtonLink href={duplicatesPage(provider.name)}>See duplicates</ButtonLink>}
          >
            <p>
              Nothing is merged by itself. If you merge them first and compare again, each person is added
              once.
            </p>
          </Notice>
        )}
        <LazyReview
          start={{ scope, place, opening, page, details, alreadySame, lists }}
          actions={actionsFor(address)}
          finish={finish}
          label={label}
          kind={kind}
        />
      </Page>
    </Current>
  )
}

interface EarlierProps {
  readonly excluded: number
  readonly home: string
  readonly kind: ItemKind
}

/** What was excluded before this preview is no change in it. */
function Earlier({ excluded, home, kind }: EarlierProps) {
  if (excluded <= 0) return null
  const { one, many } = wordsOf(kind)
  const were = amount(excluded, `${one} was`, `${many} were`)
  return (
    <Notice
      tone="info"
      title={`${were} excluded earlier and ${excluded === 1 ? 'is' : 'are'} not in this preview.`}
      actions={<ButtonLink href={`${home}#excluded`}>See excluded</ButtonLink>}
      brief
    >
      <p>Include {excluded === 1 ? 'it' : 'them'} again there, then compare again.</p>
    </Notice>
  )
}

const NothingWaits = ({ home }: { readonly home: string }) => (
  <Page title="Review changes" up={{ href: home, label: 'Back to the sync' }}>
    <p>Nothing is waiting for your decision.</p>
  </Page>
)
