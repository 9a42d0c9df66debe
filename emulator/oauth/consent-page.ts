// The pages between "Set Up Sync" and the redirect back: choose an account, sign in, and consent with a check box for each kind of
// access. The checked boxes are granted.

import { h, initial, type Markup, page } from '@/emulator/page'
import type { Account } from '@/emulator/store'
import type { Authorization } from './grants'

export const CONSENT_PATH = '/signin/oauth'

const SCOPE_TEXTS: Readonly<Record<string, string>> = {
  'https://www.googleapis.com/auth/contacts': 'See, edit, download, and permanently delete your contacts',
  'https://www.googleapis.com/auth/contacts.readonly': 'See and download your contacts',
  'https://www.googleapis.com/auth/contacts.other.readonly': 'See and download your "Other contacts"',
  'https://www.googleapis.com/auth/calendar': 'See, edit, share, and permanently delete all your calendars',
  'https://www.googleapis.com/auth/calendar.readonly': 'See and download any calendar you can access',
  'https://www.googleapis.com/auth/calendar.events': 'View and edit events on all your calendars',
  'https://www.googleapis.com/auth/calendar.events.readonly': 'View events on all your calendars',
  'https://www.googleapis.com/auth/calendar.events.owned':
    'See, create, change, and delete events on Google calendars you own',
  'https://www.googleapis.com/auth/calendar.app.created':
    'Make secondary Google calendars, and see, create, change, and delete events on them',
  'https://www.googleapis.com/auth/calendar.calendarlist.readonly':
    'See the list of Google calendars you’re subscribed to',
}

export const scopeText = (scope: string): string => SCOPE_TEXTS[scope] ?? scope

const accountLine = (account: Pick<Account, 'name' | 'email'>): Markup =>
  h`<span class="face" aria-hidden="true">${initial(account.name)}</span><span>${account.name}<small>${account.email}</small></span>`

export function choosePage(
  request: string,
  authorization: Authorization,
  accounts: readonly Account[],
): string {
  const rows = accounts.map(
    (
      account,
    ) => h`<li><form method="post" action="${CONSENT_PATH}"><input type="hidden" name="request" value="${request}">
<input type="hidden" name="account" value="${account.email}">
<button class="account" name="step" value="account">${accountLine(account)}</button></form></li>`,
  )
  const body = h`<div class="card"><h1>Choose an account</h1><p class="soft">to continue to ${authorization.client.name}</p>
<ul class="plain">${rows}</ul>
<form method="post" action="${CONSENT_PATH}"><fieldset><legend>Use another account</legend>
<input type="hidden" name="request" value="${request}">
<div class="row"><label>Email <input type="email" name="account" required autocomplete="off"></label>
<label>Name <input name="name" autocomplete="off"></label></div>
<p class="soft">An account that does not exist yet is made, with no contacts.</p>
<button name="step" value="account">Next</button></fieldset></form></div>`
  return page({ title: 'Choose an account – Google Accounts (emulated)', body, narrow: true })
}

export function consentPage(
  request: string,
  authorization: Authorization,
  account: Account,
  scopes: readonly string[],
  ticked: boolean,
): string {
  const name = authorization.client.name
  const boxes = scopes.map(
    (
      scope,
    ) => h`<label class="tick"><input type="checkbox" name="scope" value="${scope}"${ticked ? { markup: ' checked' } : ''}>
<span>${scopeText(scope)}.</span></label>`,
  )
  const asks = h`<h1>${name} wants access to your Google Account</h1><p class="account">${accountLine(account)}</p>
<fieldset><legend>Select what ${name} can access</legend>${boxes}</fieldset>
<p class="soft">You can take access back at any time, under Connected apps on the page of your contacts.</p>`
  const signsIn = h`<h1>Sign in to ${name}</h1><p class="account">${accountLine(account)}</p>
<p class="soft">${name} will see your name, e-mail address and profile picture.</p>`
  const body = h`<div class="card"><form method="post" action="${CONSENT_PATH}">
<input type="hidden" name="request" value="${request}"><input type="hidden" name="account" value="${account.email}">
${scopes.length > 0 ? asks : signsIn}
<div class="bar"><button name="step" value="cancel">Cancel</button>
<button class="main" name="step" value="allow">${scopes.length > 0 ? 'Allow' : 'Continue'}</button></div></form></div>`
  return page({
    title: `${scopes.length > 0 ? 'Allow access' : 'Sign in'} – Google Accounts (emulated)`,
    body,
    narrow: true,
  })
}

export function refusedPage(status: number, error: string, why: string): string {
  const body = h`<div class="card"><h1>Access blocked: this app's request is invalid</h1><p>${why}</p>
<p class="soft">Error ${status}: ${error}</p></div>`
  return page({ title: `Error ${status}: ${error}`, body, narrow: true })
}
