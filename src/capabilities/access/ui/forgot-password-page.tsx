import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { requestPasswordReset } from '#access/contract';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Link } from '#web/components/link.tsx';
import { ErrorNote, Note } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { Form, OpenPage } from './open-page.tsx';

export function ForgotPasswordPage() {
  const { t } = useLingui();
  const [email, setEmail] = useState('');
  const ask = useMutationOf(requestPasswordReset, { quiet: true });
  return (
    <OpenPage title={t`Passwort vergessen`}>
      {ask.isSuccess ? (
        <div className="flex flex-col gap-4">
          <Note kind="allowed">
            <Trans>
              Wenn es zu dieser Adresse einen Zugang gibt, ist gleich eine Mail mit einem Link da. Kommt keine, sieht
              die Inhaberin oder der Inhaber sie im Postausgang.
            </Trans>
          </Note>
          <Link to="/anmelden">
            <Trans>Zur Anmeldung</Trans>
          </Link>
        </div>
      ) : (
        <Form onSubmit={() => ask.mutate({ body: { email: email.trim() } })}>
          {ask.error && <ErrorNote error={ask.error} />}
          <TextField
            autoComplete="username"
            autoFocus
            label={t`E-Mail`}
            onChange={setEmail}
            required
            type="email"
            value={email}
          />
          <Button disabled={!email} kind="primary" pending={ask.isPending} type="submit" wide>
            <Trans>Link schicken</Trans>
          </Button>
          <Link to="/anmelden">
            <Trans>Zurück zur Anmeldung</Trans>
          </Link>
        </Form>
      )}
    </OpenPage>
  );
}
