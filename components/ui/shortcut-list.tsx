// Keys and what they do.

export function ShortcutList({ shortcuts }: { readonly shortcuts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
      {shortcuts.map(([keys, does]) => (
        <div key={keys} className="col-span-2 grid grid-cols-subgrid">
          <dt>
            <Kbd>{keys}</Kbd>
          </dt>
          <dd className="text-ink">{does}</dd>
        </div>
      ))}
    </dl>
  )
}

export const Kbd = ({ children }: { readonly children: string }) => (
  <kbd className="rounded-sm border border-line bg-surface px-1.5 font-mono text-xs text-ink">{children}</kbd>
)
