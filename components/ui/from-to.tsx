// A value that changed: the old one struck out, the new one marked.
export function FromTo({ from, to }: { readonly from: string; readonly to: string }) {
  return (
    <>
      {from && (
        <del className="whitespace-pre-wrap text-soft decoration-bad">
          <span className="sr-only">removed </span>
          {from}
        </del>
      )}
      {from && to && ' '}
      {to && (
        <ins className="whitespace-pre-wrap rounded-sm bg-good-soft px-0.5 no-underline">
          <span className="sr-only">added </span>
          {to}
        </ins>
      )}
    </>
  )
}
