// **Erase this person**, on a contact's page: leads to the page that lists what is erased and what stays.
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/page'

export const ErasePerson = ({ id }: { readonly id: string }) => (
  <Panel title="Privacy">
    <div className="grid justify-items-start gap-3">
      <p className="text-soft">
        If a person asks to be forgotten, this removes everything that Concord stores about them, in every
        sync of the firm. You’ll see what will be erased first.
      </p>
      <form method="get" action={`/contacts/${id}/erase`}>
        <Button type="submit">Erase this person</Button>
      </form>
    </div>
  </Panel>
)
