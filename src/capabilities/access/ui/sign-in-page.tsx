import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { getSetup, signIn } from '#access/contract';
import { useGo, useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Link } from '#web/components/link.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { arrive } from './arrive.ts';
import { InsecureNote } from './insecure-note.tsx';
import { Form, OpenPage } from './open-page.tsx';

export function SignInPage() {
  const { t } = useLingui();
  const go = useGo();
  const [{ to }] = useUrlSearch();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { data: setup } = useQueryOf(getSetup);
  const enter = useMutationOf(signIn, {
    quiet: true,
    done: () => void arrive().then(() => go(to?.startsWith('/') ? to : '/')),
  });

  useEffect(() => {
    if (setup?.needsSetup) go('/willkommen', { replace: true });
  }, [setup, go]);

  return (
    <OpenPage title={t`Anmelden`}>
      <Form onSubmit={() => enter.mutate({ body: { email: email.trim(), password } })}>
        <InsecureNote />
        {enter.error && <ErrorNote error={enter.error} />}
        <TextField
          autoComplete="username"
          autoFocus
          label={t`E-Mail`}
          onChange={setEmail}
          required
          type="email"
          value={email}
        />
        <TextField
          autoComplete="current-password"
          label={t`Passwort`}
          onChange={setPassword}
          required
          type="password"
          value={password}
        />
        <Button disabled={!email || !password} kind="primary" pending={enter.isPending} type="submit" wide>
          <Trans>Anmelden</Trans>
        </Button>
        <p>
          <Link to="/passwort-vergessen">
            <Trans>Passwort vergessen?</Trans>
          </Link>
        </p>
      </Form>
    </OpenPage>
  );
}
