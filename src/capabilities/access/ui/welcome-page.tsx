import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { getSetup, setUp } from '#access/contract';
import { RegionFields, type Place } from '#workspace/ui';
import { useGo, useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { TextField } from '#web/components/fields.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { localeOfPage } from '#web/i18n.ts';
import { pathTo } from '#web/paths.ts';
import { arrive } from './arrive.ts';
import { InsecureNote } from './insecure-note.tsx';
import { Form, OpenPage } from './open-page.tsx';

/** The first visit: one owner, one workspace, empty or with the example in it. */
export function WelcomePage() {
  const { t } = useLingui();
  const go = useGo();
  const [kind, setKind] = useState<'empty' | 'example'>('empty');
  const [workspaceName, setWorkspaceName] = useState('');
  const [place, setPlace] = useState<Place>({ country: 'DE', region: 'DE-HE' });
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [{ einrichten = '' }] = useUrlSearch();
  const [token, setToken] = useState(einrichten);
  const { data: setup } = useQueryOf(getSetup);
  const begin = useMutationOf(setUp, {
    quiet: true,
    // The example comes a moment later; until then the first page says so.
    done: () =>
      void arrive().then(() => go(kind === 'example' ? `${pathTo.today()}?beispiel=1` : '/', { replace: true })),
  });

  useEffect(() => {
    if (setup && !setup.needsSetup && !begin.isSuccess) go('/', { replace: true });
  }, [setup, go, begin.isSuccess]);

  const example = kind === 'example';
  const nameOfWorkspace = workspaceName.trim() || (example ? t`Beispiel Sonnendach Kassel` : '');
  const complete = nameOfWorkspace && name.trim() && email && password.length >= 10 && (!setup?.needsToken || token);

  const missing = (filled: unknown) => (tried && !filled ? t`Das fehlt noch.` : undefined);

  return (
    <OpenPage title={t`Willkommen bei Klinke`} wide>
      <Form
        onSubmit={() => {
          setTried(true);
          if (!complete) return;
          begin.mutate({
            body: {
              workspaceName: nameOfWorkspace,
              ...place,
              locale: localeOfPage(),
              name: name.trim(),
              email: email.trim(),
              password,
              example,
              ...(setup?.needsToken && { token: token.trim() }),
            },
          });
        }}
      >
        <p className="text-soft">
          <Trans>Hier ist noch niemand. Legen Sie den ersten Zugang an; alles Weitere lässt sich später ändern.</Trans>
        </p>
        <InsecureNote />
        <RadioGroup
          label={t`Womit beginnen?`}
          onChange={setKind}
          options={[
            {
              value: 'empty',
              label: t`Leer, mit der eigenen Liste`,
              hint: t`CSV, Excel oder vCard; die Spalten erkennt Klinke selbst.`,
            },
            {
              value: 'example',
              label: t`Das Beispiel laden`,
              hint: t`Ein Solarverkauf aus Kassel: 3.000 Menschen, vierzehn Monate Besuche, Anrufe und Abschlüsse. Zum Ansehen und Ausprobieren.`,
            },
          ]}
          value={kind}
        />
        <TextField
          autoComplete="organization"
          error={missing(nameOfWorkspace)}
          label={t`Name des Betriebs`}
          onChange={setWorkspaceName}
          placeholder={example ? t`Beispiel Sonnendach Kassel` : ''}
          required={!example}
          value={workspaceName}
        />
        <RegionFields onChange={setPlace} value={place} />
        <TextField
          autoComplete="name"
          error={missing(name.trim())}
          label={t`Ihr Name`}
          onChange={setName}
          required
          value={name}
        />
        <TextField
          autoComplete="username"
          error={missing(email)}
          label={t`Ihre E-Mail`}
          onChange={setEmail}
          required
          type="email"
          value={email}
        />
        <TextField
          autoComplete="new-password"
          error={
            tried && password.length < 10
              ? t`Mindestens 10 Zeichen. Ein kurzer Satz ist leicht zu merken und schwer zu erraten.`
              : undefined
          }
          hint={t`Mindestens 10 Zeichen. Ein kurzer Satz ist leicht zu merken und schwer zu erraten.`}
          label={t`Passwort`}
          onChange={setPassword}
          required
          type="password"
          value={password}
        />
        {setup?.needsToken && !einrichten && (
          <TextField
            error={missing(token)}
            hint={t`Steht in der Ausgabe des Servers beim Start. So kann kein Fremder schneller sein als Sie.`}
            label={t`Einrichtungscode`}
            onChange={setToken}
            required
            value={token}
          />
        )}
        {begin.error && <ErrorNote error={begin.error} kept={t`Ihre Angaben sind noch da.`} />}
        <Button kind="primary" pending={begin.isPending} type="submit" wide>
          {begin.isPending && example ? <Trans>Das Beispiel wird geladen …</Trans> : <Trans>Klinke einrichten</Trans>}
        </Button>
      </Form>
    </OpenPage>
  );
}
