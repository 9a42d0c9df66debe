// What a browser may do with a page of ours. Pure. Scripts run only with the answer's own nonce; everything else comes from us
// or not at all, so that nothing a contact says can call out.

export interface Serving {
  /** Fresh for each answer. */
  readonly nonce: string
  /** Where people reach us. */
  readonly address: string
  /** Where signing in and consent lead to. */
  readonly issuer: string
  readonly development: boolean
}

export function contentPolicy(serving: Serving): string {
  const { nonce, address, issuer, development } = serving
  const own = `'self' 'nonce-${nonce}'`
  const directives = {
    'default-src': "'none'",
    // React's development build evaluates text to show where on the server an error came from.
    'script-src': `${own} 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Next's error overlay writes its styles into the page; a nonce would make browsers ignore 'unsafe-inline'.
    'style-src': development ? "'self' 'unsafe-inline'" : own,
    'img-src': `'self'${development ? ' data:' : ''}`,
    'font-src': "'self'",
    'connect-src': "'self'",
    // Browsers check where a form leads in the end: signing in is a form of ours that leads to Google.
    'form-action': `'self' ${new URL(issuer).origin}`,
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    ...(address.startsWith('https://') ? { 'upgrade-insecure-requests': '' } : {}),
  }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ')
}
