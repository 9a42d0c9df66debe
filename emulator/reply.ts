// A request as handlers see it and the reply they give. Handlers are plain functions from one to the
// other: only server.ts touches sockets, which is what lets a fault drop a connection after the work is done.

export interface Call {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** Address the caller used, e.g. http://localhost:4400: issuer and endpoints are built on it. */
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

/** The form in the body; an empty one when the body is something else. */
export function form(call: Call): URLSearchParams {
  const type = header(call, 'content-type') ?? ''
  return new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? call.body : '')
}
