import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { resetPassword } from '#access/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Link } from '#web/components/link.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf } from '#web/data.ts';
import { Form, OpenPage } from './open-page.tsx';

export function NewPasswordPage() {
  const { t } = useLingui();
  const go = useGo();
  const token = location.hash.slice(1);
  const [password, setPassword] = useState('');
  const choose = useMutationOf(resetPassword, {
    quiet: true,
    done: () => {
      toast({ message: t`Das neue Passwort gilt. Bitte melden Sie sich damit an.` });
      go('/anmelden', { replace: true });
    },
  });
  return (
    <OpenPage title={t`Neues Passwort`}>
      <Form onSubmit={() => choose.mutate({ body: { token, password } })}>
        {choose.error && <ErrorNote error={choose.error} />}
        {choose.error?.code === 'reset_token_invalid' && (
          <Link to="/passwort-vergessen">
            <Trans>Neuen Link anfordern</Trans>
          </Link>
        )}
        <TextField
          autoComplete="new-password"
          autoFocus
          hint={t`Mindestens 10 Zeichen. Alle anderen Sitzungen enden.`}
          label={t`Neues Passwort`}
          onChange={setPassword}
          required
          type="password"
          value={password}
        />
        <Button disabled={!password || !token} kind="primary" pending={choose.isPending} type="submit" wide>
          <Trans>Passwort setzen</Trans>
        </Button>
      </Form>
    </OpenPage>
  );
}
