// How a button looks; also for what is no button by itself: `<summary>`, the label of a file input.
export type Look = 'primary' | 'secondary' | 'quiet' | 'danger'

const shape =
  'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border px-3 text-sm font-medium select-none transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-60'

const looks: Readonly<Record<Look, string>> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-edge/60 bg-canvas text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-ink hover:bg-sunken',
  danger: 'border-transparent bg-bad text-on-accent hover:brightness-90',
}

/** Of a link of a row of filters or views: what is shown now stands out. */
export const tabClass = (more = ''): string =>
  buttonClass('quiet', `px-2 aria-[current]:bg-accent-soft aria-[current]:text-accent ${more}`)

export function buttonClass(look: Look = 'secondary', more = ''): string {
  return `${shape} ${looks[look]} ${more}`
}
