// The page of what there is to review; without anything, the sync's own page.
import { redirect } from 'next/navigation'
import { lookLike } from '@/components/contacts/account-duplicates'
import { Current } from '@/components/sync/review/current'
import { DiscardQuestion } from '@/components/sync/review/discard-question'
import { leftOutTitle, leftOutWords } from '@/components/sync/review/left-out-words'
import { placeFrom } from '@/components/sync/review/model'
import { reachesWords } from '@/components/sync/review/reaches'
import { Review } from '@/components/sync/review/review'
import { OtherAccount } from '@/components/sync/status/other-account'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { one, type Query } from '@/lib/http/query'
import { duplicatesPage, reviewPage, syncPage } from '@/lib/http/sync-paths'
import { ANY_PROVIDER } from '@/lib/providers/registry'
import { countAccountDuplicates } from '@/lib/store/duplicates/in-accounts'
import { type Overview, overviewOf } from '@/lib/store/sync/overview'
import { sharedLists } from '@/lib/store/sync/shared-lists'
import { peopleSyncing } from '@/lib/store/sync/syncs'
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
  const what = of(await overviewOf(user, provider.name, calendarId), at)
  if (!what) redirect(home)
  const query = await searchParams
  const opening = query.view ? 'decide' : await openingView(user, what.scope)
  const place = placeFrom({ get: (name) => one(query[name]) }, opening)
  if (place.q) await limitRate('search', user)
  const isPreview = what.finish.kind === 'preview'
  const [page, syncing, lists, twice] = await Promise.all([
    loadReview(user, what.scope, place),
    kind === 'contacts' ? peopleSyncing(user.firmId) : [],
    isPreview ? sharedLists(user, what.scope) : null,
    isPreview && kind === 'contacts' ? countAccountDuplicates(user, what.scope.syncId) : null,
  ])
  const details = await loadDetails(user, what.scope, page, place)
  const others = syncing.filter(({ userId }) => userId !== user.userId).map(({ name }) => name)
  // What is new here is counted in the list's own notice.
  const changed = page.totals.toLocal - (lists ? page.totals.newHere : 0)
  const reaches = reachesWords(changed, others, ANY_PROVIDER, kind)
  const { scope, finish, intro, alreadySame, leftOut, connection } = what
  const stays = leftOutWords(leftOut, label, kind)
  if (finish.kind === 'waiting' && page.counts.all === 0 && !place.q) return <NothingWaits home={home} />
  return (
    <Current scope={scope} home={home}>
      <Page title="Review changes" intro={intro}>
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
        {finish.kind === 'preview' && reaches && (
          <Notice tone="info" title="Also reaches colleagues’ accounts" brief>
            <p>{reaches}</p>
          </Notice>
        )}
        <Review
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

const NothingWaits = ({ home }: { readonly home: string }) => (
  <Page title="Review changes" actions={<ButtonLink href={home}>Back to the sync</ButtonLink>}>
    <p>Nothing is waiting for your decision.</p>
  </Page>
)
