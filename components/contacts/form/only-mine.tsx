// The check box that makes a contact private to its person. A hidden field says that it was shown, since an empty box sends nothing.
export function OnlyMine({ checked }: { readonly checked: boolean }) {
  return (
    <div className="grid gap-1">
      <input type="hidden" name="onlyMineShown" value="yes" />
      <label className="flex min-h-8 items-center gap-2 font-medium">
        <input
          type="checkbox"
          name="onlyMine"
          defaultChecked={checked}
          aria-describedby="onlyMine-hint"
          className="size-4 shrink-0 accent-accent"
        />
        Only mine
      </label>
      <p id="onlyMine-hint" className="text-xs text-soft">
        Colleagues do not see it, and it is never sent to their accounts. A colleague who has it in an account
        already keeps it there; from then on it is not synced with that account.
      </p>
    </div>
  )
}
