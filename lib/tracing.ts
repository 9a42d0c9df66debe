// Traces of runs, as OpenTelemetry has them, if an endpoint is set; otherwise no library is loaded and nothing is recorded. A run is one
// trace, whose id is the run's: the steps of every worker join it. Spans have ids, numbers and words of this program, no data of people.
// Nothing is registered for the whole process: other libraries, such as Next with the addresses of pages, then report nothing by themselves.

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api'

interface Tracing {
  readonly api: typeof import('@opentelemetry/api')
  readonly tracer: Tracer
  /** The span that `start` starts gets these ids. */
  readonly withIds: (ids: SpanIds, start: () => Span) => Span
}

interface SpanIds {
  readonly traceId: string
  readonly spanId: string
}

let tracing: Tracing | null = null
const current = new AsyncLocalStorage<Context>()

export const isTracing = (): boolean => tracing !== null

/** Returns what sends the spans that are left, and ends. Without an endpoint it does nothing. */
export async function startTracing(endpoint: string | undefined): Promise<() => Promise<void>> {
  if (!endpoint || tracing) return async () => undefined
  const [api, { OTLPTraceExporter }, { resourceFromAttributes }, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
  ])
  const random = new sdk.RandomIdGenerator()
  let forced: SpanIds | null = null
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'concord' }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }))],
    idGenerator: {
      generateTraceId: () => forced?.traceId ?? random.generateTraceId(),
      generateSpanId: () => forced?.spanId ?? random.generateSpanId(),
    },
  })
  const withIds: Tracing['withIds'] = (ids, start) => {
    forced = ids
    try {
      return start()
    } finally {
      forced = null
    }
  }
  tracing = { api, tracer: provider.getTracer('concord'), withIds }
  return async () => {
    tracing = null
    await provider.shutdown().catch(() => undefined)
  }
}

export interface TracedRun {
  readonly id: string
  readonly firmId: string
  readonly syncId: string
  readonly kind: string
}

/** A UUID has as many digits as the id of a trace; the first half names the span of the run itself. */
const idsOf = ({ id }: Pick<TracedRun, 'id'>) => {
  const traceId = id.replaceAll('-', '')
  return { traceId, spanId: traceId.slice(0, 16) }
}

const attributesOf = ({ id, firmId, syncId, kind }: TracedRun): Attributes => ({
  'concord.run.id': id,
  'concord.firm.id': firmId,
  'concord.sync.id': syncId,
  'concord.run.kind': kind,
})

/** One step of a run, under the span of the run. */
export async function inStepSpan<T>(run: TracedRun, phase: string, work: () => Promise<T>): Promise<T> {
  if (!tracing) return work()
  const { api, tracer } = tracing
  const parent = { ...idsOf(run), traceFlags: api.TraceFlags.SAMPLED, isRemote: true }
  const under = api.trace.setSpanContext(api.ROOT_CONTEXT, parent)
  const span = tracer.startSpan(phase, { attributes: attributesOf(run) }, under)
  try {
    return await current.run(api.trace.setSpan(under, span), work)
  } catch (error) {
    fail(span, wordFor(error))
    throw error
  } finally {
    span.end()
  }
}

/** One call to an account, under the step that makes it. Call the function that it returns with the outcome when the call ends. */
export function startCallSpan(method: string): (outcome: string) => void {
  if (!tracing) return noSpan
  const { api, tracer } = tracing
  const options = { kind: api.SpanKind.CLIENT, attributes: { 'rpc.method': method } }
  const span = tracer.startSpan(method, options, current.getStore() ?? api.ROOT_CONTEXT)
  return (outcome) => {
    span.setAttribute('concord.outcome', outcome)
    if (outcome !== 'reply' && outcome !== 'batch') fail(span, outcome)
    span.end()
  }
}

const noSpan = () => undefined

export interface EndedRun {
  readonly startedAt: Date
  readonly endedAt: Date
  readonly state: string
  readonly numbers: Readonly<Record<string, number>>
}

/** The span of a run that is over, above those of its steps. */
export function recordRunSpan(run: TracedRun, { startedAt, endedAt, state, numbers }: EndedRun): void {
  if (!tracing) return
  const { api, tracer, withIds } = tracing
  const attributes = { ...attributesOf(run), 'concord.run.state': state, ...numbers }
  const options = { root: true, startTime: startedAt, attributes }
  const span = withIds(idsOf(run), () => tracer.startSpan('run', options, api.ROOT_CONTEXT))
  if (state === 'failed') fail(span, state)
  span.end(endedAt)
}

/** Without a message: it may quote what a person wrote. */
function fail(span: Span, word: string): void {
  span.setAttribute('error.type', word)
  span.setStatus({ code: ERROR })
}

/** SpanStatusCode.ERROR, whose module is not loaded here. */
const ERROR = 2

/** The closed kind of a ProviderError, or the name of another error. */
function wordFor(error: unknown): string {
  const { kind, name } = (error ?? {}) as { readonly kind?: unknown; readonly name?: unknown }
  const word = typeof kind === 'string' ? kind : name
  return typeof word === 'string' && /^\w{1,40}$/.test(word) ? word : 'Error'
}
