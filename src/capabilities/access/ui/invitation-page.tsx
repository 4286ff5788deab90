import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { acceptInvitation } from '#access/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Link } from '#web/components/link.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { arrive } from './arrive.ts';
import { InsecureNote } from './insecure-note.tsx';
import { Form, OpenPage } from './open-page.tsx';

export function InvitationPage() {
  const { t } = useLingui();
  const go = useGo();
  // Behind the #, so that it stands in no log on the way.
  const token = location.hash.slice(1);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const join = useMutationOf(acceptInvitation, {
    quiet: true,
    done: () => void arrive().then(() => go('/', { replace: true })),
  });

  return (
    <OpenPage title={t`Sie sind eingeladen`}>
      <Form onSubmit={() => join.mutate({ body: { token, name: name.trim(), password } })}>
        <p className="text-soft">
          <Trans>
            Wer hier schon einen Zugang hat, gibt sein bisheriges Passwort ein; alle anderen denken sich eines aus.
          </Trans>
        </p>
        <InsecureNote />
        {join.error && <ErrorNote error={join.error} />}
        {join.error?.code === 'invitation_invalid' && (
          <Link to="/anmelden">
            <Trans>Zur Anmeldung</Trans>
          </Link>
        )}
        <TextField autoComplete="name" autoFocus label={t`Ihr Name`} onChange={setName} required value={name} />
        <TextField
          autoComplete="new-password"
          hint={t`Mindestens 10 Zeichen.`}
          label={t`Passwort`}
          onChange={setPassword}
          required
          type="password"
          value={password}
        />
        <Button
          disabled={!name.trim() || !password || !token}
          kind="primary"
          pending={join.isPending}
          type="submit"
          wide
        >
          <Trans>Mitmachen</Trans>
        </Button>
      </Form>
    </OpenPage>
  );
}
