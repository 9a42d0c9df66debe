// The authorization flow: checks the request, shows the pages, and redirects to the app with the decision.

import { type Call, form, html, type Reply, redirect } from '@/emulator/reply'
import { type Account, createAccount, findAccount } from '@/emulator/store'
import type { World } from '@/emulator/world'
import { choosePage, consentPage, refusedPage } from './consent-page'
import * as grants from './grants'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

function redirectAllowed(client: grants.Client, redirectUri: string): boolean {
  if (client.redirectUris) return client.redirectUris.includes(redirectUri)
  return URL.canParse(redirectUri) && LOOPBACK.has(new URL(redirectUri).hostname)
}

const blocked = (status: number, error: string, why: string) => html(refusedPage(status, error, why), status)

/** The authorization request, or the page that rejects it without a redirect. */
function readAuthorization(world: World, query: URLSearchParams): grants.Authorization | Reply {
  const client = world.oauth.clients.find((one) => one.id === query.get('client_id'))
  if (!client) return blocked(401, 'invalid_client', 'The OAuth client was not found.')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!redirectAllowed(client, redirectUri))
    return blocked(
      400,
      'redirect_uri_mismatch',
      `The address ${redirectUri || '(none)'} is not registered for this client.`,
    )
  if (query.get('response_type') !== 'code')
    return blocked(400, 'invalid_request', 'Only response_type=code is served.')
  const scopes = (query.get('scope') ?? '').split(/\s+/).filter(Boolean)
  if (scopes.length === 0) return blocked(400, 'invalid_request', 'Missing required parameter: scope')
  const method = query.get('code_challenge_method') ?? 'plain'
  if (method !== 'S256' && method !== 'plain')
    return blocked(400, 'invalid_request', 'Unknown code_challenge_method.')
  return {
    client,
    redirectUri,
    scopes,
    state: query.get('state') ?? undefined,
    nonce: query.get('nonce') ?? undefined,
    challenge: query.get('code_challenge') ?? undefined,
    challengeMethod: method,
    offline: query.get('access_type') === 'offline',
    prompt: query.get('prompt') ?? '',
    loginHint: query.get('login_hint') ?? undefined,
    includeGranted: query.get('include_granted_scopes') === 'true',
  }
}

function back(authorization: grants.Authorization, params: Readonly<Record<string, string>>): Reply {
  const url = new URL(authorization.redirectUri)
  if (authorization.state !== undefined) url.searchParams.set('state', authorization.state)
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  return redirect(url.href)
}

const apiScopes = (scopes: readonly string[]) =>
  scopes.filter((scope) => !grants.SIGN_IN_SCOPES.includes(scope))

/** Whether the consent page must be shown: there is a new scope, or the client requires it. */
function mustAsk(world: World, authorization: grants.Authorization, account: Account): boolean {
  const granted = grants.grantOf(world.oauth, authorization.client.id, account)?.scopes ?? []
  return (
    authorization.prompt.includes('consent') || authorization.scopes.some((scope) => !granted.includes(scope))
  )
}

function finish(
  world: World,
  authorization: grants.Authorization,
  account: Account,
  scopes: readonly string[],
  consented: boolean,
): Reply {
  const { oauth } = world
  const all = grants.grant(oauth, authorization.client.id, account, scopes).scopes
  const given = authorization.includeGranted ? all : scopes
  const code = grants.issueCode(world, oauth, { authorization, account, scopes: given, consented })
  return back(authorization, {
    code,
    scope: given.join(' '),
    authuser: '0',
    prompt: consented ? 'consent' : 'none',
  })
}

function afterAccount(
  world: World,
  request: string,
  authorization: grants.Authorization,
  account: Account,
): Reply {
  if (!mustAsk(world, authorization, account)) {
    world.oauth.pending.delete(request)
    return finish(world, authorization, account, authorization.scopes, false)
  }
  const ticked = world.switches.consentBoxes === 'ticked'
  return html(consentPage(request, authorization, account, apiScopes(authorization.scopes), ticked))
}

export function authorize(world: World, call: Call): Reply {
  const authorization = readAuthorization(world, call.query)
  if ('status' in authorization) return authorization
  const hinted = authorization.loginHint ? findAccount(world, authorization.loginHint) : undefined
  if (authorization.prompt === 'none') {
    if (!hinted) return back(authorization, { error: 'interaction_required' })
    if (mustAsk(world, authorization, hinted)) return back(authorization, { error: 'consent_required' })
    return finish(world, authorization, hinted, authorization.scopes, false)
  }
  const request = grants.random('r', 12)
  world.oauth.pending.set(request, authorization)
  if (hinted && !authorization.prompt.includes('select_account'))
    return afterAccount(world, request, authorization, hinted)
  return html(choosePage(request, authorization, [...world.accounts.values()]))
}

function accountOf(world: World, email: string, name: string): Account | undefined {
  const known = findAccount(world, email)
  if (known || !/^[^\s@]+@[^\s@]+$/.test(email)) return known
  const account = createAccount(email, name || email.split('@')[0] || email)
  world.accounts.set(email, account)
  return account
}

/** Handles the pages' buttons: an account chosen, access allowed or canceled. */
export function decide(world: World, call: Call): Reply {
  const fields = form(call)
  const request = fields.get('request') ?? ''
  const authorization = world.oauth.pending.get(request)
  if (!authorization)
    return blocked(
      400,
      'invalid_request',
      'This page is no longer valid. Go back to the app and start again.',
    )
  const account = accountOf(world, fields.get('account') ?? '', fields.get('name') ?? '')
  if (!account) return blocked(400, 'invalid_request', 'That is not an e-mail address.')
  if (fields.get('step') === 'account') return afterAccount(world, request, authorization, account)
  world.oauth.pending.delete(request)
  if (fields.get('step') !== 'allow') return back(authorization, { error: 'access_denied' })
  const ticked = fields.getAll('scope')
  const scopes = authorization.scopes.filter(
    (scope) => grants.SIGN_IN_SCOPES.includes(scope) || ticked.includes(scope),
  )
  if (scopes.length === 0) return back(authorization, { error: 'access_denied' })
  return finish(world, authorization, account, scopes, true)
}
