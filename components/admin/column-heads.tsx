// The heads of a table's columns, by name.
interface ColumnHeadsProps {
  readonly names: readonly string[]
  readonly isNumber?: boolean
}

export const ColumnHeads = ({ names, isNumber = false }: ColumnHeadsProps) =>
  names.map((name) => (
    <th
      key={name}
      scope="col"
      className={`px-4 py-2 font-medium whitespace-nowrap ${isNumber ? 'text-right' : ''}`}
    >
      {name}
    </th>
  ))
