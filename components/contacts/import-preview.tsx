// What was read of a file: how many contacts, a look at the first, what is here already, where they go next, and what could
// not be read, by line.

import type { ReactNode } from 'react'
import { chosenCounts, importable } from '@/components/contacts/import-words'
import { amount, count } from '@/components/sync/figures'
import { CONTACTS } from '@/components/sync/kinds/contacts'
import { evidence } from '@/components/sync/words'
import { SubmitButton } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/links/button-link'
import { Link } from '@/components/ui/links/link'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/page'
import type { ImportProblem } from '@/lib/domains/contacts/files/import-result'
import { displayName } from '@/lib/domains/contacts/value/contact'
import type { StoredImport } from '@/lib/store/address-book/imports'

/** Rows of each list that are drawn; the counts speak for the rest. */
const SHOWN = 100

interface ImportPreviewProps {
  readonly found: StoredImport
  /** Places of contacts that are here already, to the letter. */
  readonly duplicates: ReadonlySet<number>
  /** The accounts that they are added to after the import; '' if nobody syncs. */
  readonly next: string
  readonly confirm: (form: FormData) => Promise<void>
}

export function ImportPreview({ found, duplicates, next, confirm }: ImportPreviewProps) {
  const { contacts, problems, leftOut, likely, notCompared } = found
  const likelyAt = new Set(likely.map(({ at }) => at))
  const lost = problems.filter(({ contact }) => contact)
  const others = problems.filter(({ contact }) => !contact)
  return (
    <>
      {contacts.length === 0 ? (
        <Notice
          tone="bad"
          title="No contact could be read"
          actions={<ButtonLink href="/contacts/import">Choose another file</ButtonLink>}
          alert
        >
          Nothing was imported.
        </Notice>
      ) : (
        <Confirm found={found} lost={lost.length} duplicates={duplicates} next={next} confirm={confirm} />
      )}
      {notCompared > 0 && (
        <Notice tone="warn">
          {amount(notCompared, 'contact')} of the file {notCompared === 1 ? 'shares its' : 'share their'}{' '}
          email addresses, phone numbers or names with so many contacts here that not all were compared. Check
          for duplicates before you import.
        </Notice>
      )}
      {likely.length > 0 && <Likely found={found} />}
      <Problems
        title={`${amount(lost.length, 'contact')} cannot be imported`}
        intro={
          contacts.length > 0 &&
          'The other contacts are not affected. Correct these in the file and import it again.'
        }
        problems={lost}
      />
      <Problems
        title={amount(others.length, 'problem')}
        intro={
          contacts.length > 0 &&
          'These lines or values were not read. The contacts around them are not affected.'
        }
        problems={others}
      />
      {leftOut.length > 0 && (
        <Panel
          title="Left out"
          intro="Concord has no fields for these. The contacts are imported without them."
          flush
        >
          <Table
            head={['What', 'Contacts', 'Reason']}
            rows={leftOut.map(({ what, count: contacts, reason }) => [what, count(contacts), reason])}
          />
        </Panel>
      )}
      {contacts.length > 0 && (
        <Panel title="Contacts" flush>
          <Table
            head={['Name', 'Email', 'Phone', 'Already here']}
            widths={['w-[28%]', 'w-[34%]', 'w-[21%]', '']}
            rows={contacts
              .slice(0, SHOWN)
              .map((contact, at) => [
                cut('name', displayName(contact)),
                cut('email', contact.emails[0]?.value),
                cut('phone', contact.phones[0]?.value),
                duplicates.has(at) ? 'Yes' : likelyAt.has(at) ? 'Likely' : '',
              ])}
            total={contacts.length}
          />
        </Panel>
      )}
    </>
  )
}

function Likely({ found: { contacts, likely } }: Pick<ImportPreviewProps, 'found'>) {
  return (
    <Panel title="Likely here already" intro="Possible matches." flush>
      <Table
        head={['In the file', 'Here', 'Why']}
        widths={['w-[28%]', 'w-[28%]', '']}
        rows={likely.slice(0, SHOWN).map(({ at, contactId, name, reasons }) => {
          const contact = contacts[at]
          return [
            cut('name', contact && displayName(contact)),
            <Link
              key="here"
              href={`/contacts/${contactId}`}
              className="block min-w-0 truncate underline"
              title={name}
            >
              {name || 'No name'}
            </Link>,
            evidence(reasons, CONTACTS),
          ]
        })}
        total={likely.length}
      />
    </Panel>
  )
}

interface ProblemsProps {
  readonly title: string
  readonly intro: string | false
  readonly problems: readonly ImportProblem[]
}

function Problems({ title, intro, problems }: ProblemsProps) {
  if (problems.length === 0) return null
  return (
    <Panel title={title} intro={intro} flush>
      <Table head={['Line', 'Reason']} rows={problems.map(({ line, reason }) => [count(line), reason])} />
    </Panel>
  )
}

interface ConfirmProps extends Pick<ImportPreviewProps, 'found' | 'next' | 'confirm'> {
  readonly lost: number
  readonly duplicates: ReadonlySet<number>
}

/** How many contacts the button imports, as the two boxes of the form stand: each answer is there, and one of them is shown. */
function Chosen({ found, duplicates }: Pick<ConfirmProps, 'found' | 'duplicates'>) {
  return chosenCounts(found.contacts.length, duplicates, found.likely).map(({ skips, includes, n }) => (
    <span key={`${skips} ${includes}`} className={`hidden ${shownIf(skips, includes)}`}>
      {amount(n, 'contact')}
    </span>
  ))
}

/** A box that is not there is not checked. */
function shownIf(skips: boolean, includes: boolean): string {
  if (skips)
    return includes
      ? 'group-has-[[name=skip]:checked]/import:group-has-[[name=likely]:checked]/import:inline'
      : 'group-has-[[name=skip]:checked]/import:group-not-has-[[name=likely]:checked]/import:inline'
  return includes
    ? 'group-not-has-[[name=skip]:checked]/import:group-has-[[name=likely]:checked]/import:inline'
    : 'group-not-has-[[name=skip]:checked]/import:group-not-has-[[name=likely]:checked]/import:inline'
}

function Confirm({ found, lost, duplicates, next, confirm }: ConfirmProps) {
  const { id, contacts, likely } = found
  return (
    <Panel>
      <form action={confirm} className="group/import grid gap-4">
        <input type="hidden" name="id" value={id} />
        <div className="grid gap-1">
          <p className="text-base font-medium">{importable(contacts.length, lost, likely.length)}</p>
          <p className="text-soft">Nothing has changed yet.{next && ` ${next}`}</p>
        </div>
        {duplicates.size > 0 && (
          <label className="flex items-start gap-2">
            <input type="hidden" name="duplicates" value={duplicates.size} />
            <input type="checkbox" name="skip" defaultChecked className="mt-0.5 size-4 accent-accent" />
            <span>
              Skip {amount(duplicates.size, 'exact duplicate')} of contacts already here or earlier in the
              file
            </span>
          </label>
        )}
        {likely.length > 0 && (
          <div className="grid gap-1">
            <p>
              {likely.length === 1
                ? 'The one that is likely here already is'
                : `The ${count(likely.length)} that are likely here already are`}{' '}
              left out. Existing contacts stay unchanged.
            </p>
            <label className="flex items-start gap-2">
              <input type="checkbox" name="likely" className="mt-0.5 size-4 accent-accent" />
              <span>
                {likely.length === 1 ? 'Import it' : `Import these ${count(likely.length)}`} as well
              </span>
            </label>
          </div>
        )}
        <div className="flex gap-2">
          <SubmitButton>
            Import <Chosen found={found} duplicates={duplicates} />
          </SubmitButton>
          <ButtonLink href="/contacts">Cancel</ButtonLink>
        </div>
      </form>
    </Panel>
  )
}

/** On one line, however long: the whole of it is its title. An empty cell stays empty, and is hidden on a narrow screen. */
const cut = (key: string, text: string | undefined) =>
  text && (
    <span key={key} className="block min-w-0 truncate" title={text}>
      {text}
    </span>
  )

interface TableProps {
  readonly head: readonly string[]
  /** Of the columns, where no cell may take another one's place. */
  readonly widths?: readonly string[]
  readonly rows: readonly (readonly ReactNode[])[]
  readonly total?: number
}

const ROW = 'border-b border-line last:border-0 max-sm:grid max-sm:grid-cols-1 max-sm:py-2'

function Table({ head, widths, rows, total = rows.length }: TableProps) {
  return (
    <>
      <table className={`w-full text-left max-sm:block ${widths ? 'table-fixed' : ''}`}>
        <thead className="max-sm:sr-only">
          <tr className="border-b border-line bg-surface text-xs text-soft">
            {head.map((title, column) => (
              <th
                key={title}
                scope="col"
                className={`px-4 py-2 font-medium whitespace-nowrap ${widths?.[column] ?? ''}`}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {rows.slice(0, SHOWN).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made once and never reordered
            <tr key={at} className={ROW}>
              {row.map((cell, column) => (
                <td
                  key={head[column]}
                  data-head={head[column]}
                  className="px-4 py-0.5 align-top max-sm:flex max-sm:gap-2 max-sm:before:w-20 max-sm:before:shrink-0 max-sm:before:text-soft max-sm:before:content-[attr(data-head)_/_''] max-sm:empty:hidden sm:py-2"
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {total > SHOWN && (
        <p data-number className="border-t border-line px-4 py-2 text-soft">
          The first {count(SHOWN)} of {count(total)} are shown.
        </p>
      )}
    </>
  )
}
