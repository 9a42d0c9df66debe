// Text with what leaves and what comes, for the eye and for the ear: <del> and <ins> are silent in most screen readers.
import type { Piece } from '../field-diff'

export function MarkedText({ pieces }: { readonly pieces: readonly Piece[] }) {
  return pieces.map((piece, at) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no identity but their place
    return <Marked key={at} {...piece} />
  })
}

function Marked({ text, mark }: Piece) {
  switch (mark) {
    case 'same':
      return text
    case 'removed':
      return (
        <del className="rounded-sm bg-bad-soft px-0.5 text-bad decoration-1">
          <span className="sr-only">removed: </span>
          {text}
        </del>
      )
    case 'added':
      return (
        <ins className="rounded-sm bg-good-soft px-0.5 text-good no-underline">
          <span className="sr-only">added: </span>
          {text}
        </ins>
      )
  }
}
