// Requests and replies of handlers. Handlers are plain functions from one to the other: only server.ts uses sockets, so a fault can drop
// a
// connection after the work is done.

export interface Call {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** The address that the caller used, e.g. http://localhost:4400: the issuer and the endpoints are built from it. */
  readonly base: string
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function json(value: unknown, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', 'cache-control': 'no-store' },
    body: `${JSON.stringify(value)}\n`,
  }
}

export function html(body: string, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body,
  }
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' }
}

export function header(call: Call, name: string): string | undefined {
  const value = call.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** The form in the body; empty if the body is something else. */
export function form(call: Call): URLSearchParams {
  const type = header(call, 'content-type') ?? ''
  return new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? call.body : '')
}
