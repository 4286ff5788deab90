import { useLingui } from '@lingui/react/macro';
import { getContact } from '#contacts/contract';
import { useQueryOf } from '#web/data.ts';

export function PersonName({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const { data: person } = useQueryOf(getContact, { params: { contactId } });
  return person?.name ?? t`Mensch`;
}
