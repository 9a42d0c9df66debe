// The tags of the firm: how many contacts have each, and how to rename, merge and delete them.
import type { Metadata } from 'next'
import { TagTable } from '@/components/contacts/tag-table'
import { EmptyState } from '@/components/ui/empty-state'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Saved } from '@/components/ui/saved'
import { requireUser } from '@/lib/auth/session'
import { lookUp, one, type Query } from '@/lib/http/query'
import { tagsOf } from '@/lib/store/tags/tags'
import { deleteTagAction, mergeTagAction, saveTagAction } from './actions'

export const metadata: Metadata = { title: 'Tags' }

const DONE: Readonly<Record<string, string>> = {
  saved: 'The tag was saved.',
  merged: 'The tags were merged.',
  deleted: 'The tag was deleted. Its contacts stay.',
}

export default async function Tags({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const user = await requireUser('/contacts/tags')
  const [tags, query] = await Promise.all([tagsOf(user), searchParams])
  const note = one(query.note) ?? ''
  const taken = note === 'taken' ? tags.find(({ id }) => id === one(query.into)) : undefined
  return (
    <Page
      title="Tags"
      intro="Everyone at your firm uses the same tags. To make a new one, type it into a contact."
      actions={<ButtonLink href="/contacts">Contacts</ButtonLink>}
    >
      <Saved words={lookUp(DONE, note)} answer={query} names={['note', 'id', 'into', 'why']} />
      {note === 'missing' && (
        <Notice tone="warn" alert>
          Someone deleted this tag meanwhile. Nothing was changed.
        </Notice>
      )}
      {note === 'fault' && (
        <Notice tone="bad" alert>
          {one(query.why)} Nothing was saved.
        </Notice>
      )}
      {taken && (
        <Notice tone="warn" alert>
          A tag “{taken.name}” already exists. To combine the two, choose it under Merge into.
        </Notice>
      )}
      <div className="panel overflow-hidden">
        {tags.length > 0 ? (
          <TagTable tags={tags} save={saveTagAction} merge={mergeTagAction} remove={deleteTagAction} />
        ) : (
          <EmptyState title="No tags yet">
            Edit a contact and type its tags, with commas between them.
          </EmptyState>
        )}
      </div>
    </Page>
  )
}
