// The Content-Security-Policy of our pages. Pure. Scripts run only with the response's own nonce, and everything else must come from our
// own address, so that text in a contact cannot load anything from outside.

export interface Serving {
  /** New for each response. */
  readonly nonce: string
  /** Concord's public address. */
  readonly address: string
  /** The address that signing in and consents lead to. */
  readonly issuer: string
  readonly development: boolean
}

export function contentPolicy(serving: Serving): string {
  const { nonce, address, issuer, development } = serving
  const own = `'self' 'nonce-${nonce}'`
  const directives = {
    'default-src': "'none'",
    // React's development build uses eval to show where on the server an error came from.
    'script-src': `${own} 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Next's error overlay writes inline styles into the page; a nonce would make browsers ignore 'unsafe-inline'.
    'style-src': development ? "'self' 'unsafe-inline'" : own,
    'img-src': `'self'${development ? ' data:' : ''}`,
    'font-src': "'self'",
    'connect-src': "'self'",
    // Browsers also check where a form redirects to: our sign-in form leads to Google.
    'form-action': `'self' ${new URL(issuer).origin}`,
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    ...(address.startsWith('https://') ? { 'upgrade-insecure-requests': '' } : {}),
  }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ')
}
