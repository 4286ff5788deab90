import { useState } from 'react';
import { ApiRefusal } from '#web/api.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { RadioGroup, Switch } from '#web/components/choices.tsx';
import { Chip } from '#web/components/chip.tsx';
import { ComboBox } from '#web/components/combo-box.tsx';
import { DateField, TimeField } from '#web/components/date-field.tsx';
import { ConfirmDialog, Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Kbd } from '#web/components/kbd.tsx';
import { Logo, Mark } from '#web/components/logo.tsx';
import { Menu } from '#web/components/menu.tsx';
import { MoneyField, NumberField } from '#web/components/number-field.tsx';
import { Fact, Facts, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { Badge, Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Note, ProgressBar, Skeleton } from '#web/components/states.tsx';
import { Avatar, DateText, Money, PhoneText, RelativeTime, TimeText } from '#web/components/texts.tsx';
import { TimelineList } from '#web/components/timeline-list.tsx';
import { toast } from '#web/components/toast.tsx';

const people = [
  { value: '1', label: 'Anna Weiß', hint: 'Kassel · Solarhaus Nord GmbH' },
  { value: '2', label: 'Jürgen Müller-Lüdenscheidt', hint: 'Baunatal' },
  { value: '3', label: 'Fam. Özdemir', hint: 'Fuldabrück' },
];

export function Parts() {
  const [text, setText] = useState('Anna Weiß');
  const [cents, setCents] = useState<number | null>(1_284_950);
  const [count, setCount] = useState<number | null>(3);
  const [day, setDay] = useState<string | null>('2026-11-23');
  const [time, setTime] = useState<string | null>('14:30');
  const [stage, setStage] = useState<string | null>('offer');
  const [person, setPerson] = useState<(typeof people)[number] | null>(people[0] ?? null);
  const [on, setOn] = useState(true);
  const [radio, setRadio] = useState<string | null>('a');
  const [dialog, setDialog] = useState<'dialog' | 'confirm'>();
  return (
    <>
      <Section title="Marke">
        <div className="flex items-center gap-6">
          <Logo />
          <Mark size={40} />
          <Mark size={80} />
          <Mark size={16} />
        </div>
      </Section>
      <Section title="Knöpfe">
        <div className="flex flex-wrap items-center gap-2">
          <Button icon="phone" kind="primary">
            Anrufen
          </Button>
          <Button icon="plus">Neuer Abschluss</Button>
          <Button kind="plain">Abbrechen</Button>
          <Button icon="trash" kind="danger">
            Löschen
          </Button>
          <Button disabled>Geht nicht</Button>
          <Button kind="primary" pending>
            Speichert
          </Button>
          <IconButton icon="edit" keys="e" label="Bearbeiten" />
          <IconButton icon="phone" kind="primary" label="Anrufen" />
          <Menu
            entries={[
              { id: 'a', label: 'Anrufen', icon: 'phone', keys: 'c', run: () => {} },
              { id: 'b', label: 'Notiz', icon: 'note', keys: 'n', run: () => {} },
              'line',
              { id: 'c', label: 'Löschen', icon: 'trash', danger: true, run: () => {} },
            ]}
            label="Mehr"
          >
            <IconButton icon="more" label="Mehr" />
          </Menu>
          <Button onPress={() => setDialog('dialog')}>Dialog</Button>
          <Button onPress={() => setDialog('confirm')}>Frage</Button>
          <Button
            onPress={() => toast({ message: '3 Menschen gelöscht.', undo: () => toast({ message: 'Wieder da.' }) })}
          >
            Meldung
          </Button>
          <Button onPress={() => toast({ message: 'Dazu fehlt Ihnen die Berechtigung.', tone: 'refused' })}>
            Absage
          </Button>
          <Kbd keys="g h" /> <Kbd keys="mod+k" />
        </div>
      </Section>
      <Section
        hint="So wie der Rat sie sieht: erlaubt, vorsichtig, nicht erlaubt; nie ohne Bild und Wort."
        title="Stand"
      >
        <div className="flex flex-wrap items-center gap-2">
          <Standing kind="allowed">Anruf erlaubt</Standing>
          <Standing kind="careful">Vermutete Einwilligung</Standing>
          <Standing kind="refused">Nicht anrufen</Standing>
          <Standing kind="unknown">Nicht gefragt</Standing>
          <Standing bare kind="allowed">
            erlaubt
          </Standing>
          <Standing bare kind="refused">
            nicht erlaubt
          </Standing>
          <Badge>Solar</Badge>
          <Badge icon="tag" strong>
            A-Kunde
          </Badge>
          <Chip label="Ort ist Kassel" onPress={() => {}} onRemove={() => {}}>
            Ort ist <b className="font-medium">Kassel</b>
          </Chip>
          <Chip icon="person" label="Meine">
            Meine
          </Chip>
        </div>
      </Section>
      <Section title="Felder">
        <div className="grid max-w-4xl grid-cols-3 gap-4 phone:grid-cols-1">
          <TextField hint="Wie sie angesprochen wird" label="Name" onChange={setText} required value={text} />
          <TextField error="Diese Adresse gehört schon zu Anna Weiß." label="E-Mail" type="email" value="anna@" />
          <TextField icon="search" label="Suche" placeholder="Name oder Nummer" />
          <MoneyField currency="EUR" label="Wert" onChange={setCents} valueCents={cents} />
          <NumberField label="Anzahl" min={0} onChange={setCount} unit="Stück" value={count} />
          <DateField label="Abschluss am" onChange={setDay} value={day} />
          <TimeField label="Uhrzeit" onChange={setTime} value={time} />
          <Select
            label="Stufe"
            onChange={setStage}
            options={[
              { value: 'new', label: 'Neu' },
              { value: 'offer', label: 'Angebot', hint: 'Angebot ist draußen' },
              { value: 'won', label: 'Gewonnen' },
            ]}
            value={stage}
          />
          <ComboBox
            label="Mensch"
            onChange={setPerson}
            onCreate={(name) => toast({ message: `„${name}“ angelegt.` })}
            search={async (typed) => people.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()))}
            value={person}
          />
          <TextField label="Notiz" multiline />
          <TextField disabled label="Gesperrt" value="fest" />
          <div className="flex flex-col gap-2">
            <Checkbox checked={on} label="Auch Firmen" onChange={setOn} />
            <Checkbox checked={false} label="Einige" onChange={() => {}} partly />
            <Switch
              checked={on}
              hint="Gilt sofort für alle mit dieser Rolle."
              label="Sieht nur eigene Datensätze"
              onChange={setOn}
            />
          </div>
          <RadioGroup
            label="Bei Treffer"
            onChange={setRadio}
            options={[
              { value: 'a', label: 'Aktualisieren' },
              { value: 'b', label: 'Überspringen', hint: 'Was da ist, bleibt, wie es ist.' },
            ]}
            value={radio}
          />
        </div>
      </Section>
      <Section title="Texte">
        <Facts>
          <Fact name="Nummer">
            <PhoneText e164="+495611234567" /> · <PhoneText e164="+4930901820" /> · <PhoneText e164="+491701234567" /> ·{' '}
            <PhoneText e164="+43512123456" />
          </Fact>
          <Fact name="Betrag">
            <Money cents={1_284_950} /> · <Money cents={1_284_950} whole />
          </Fact>
          <Fact name="Zeit">
            <DateText value="2026-11-23" /> · <TimeText at="2026-11-23T13:30:00Z" withDay /> ·{' '}
            <RelativeTime at="2026-11-20T13:30:00Z" />
          </Fact>
          <Fact name="Straße">
            <InlineEdit
              label="Straße"
              onSave={async (value) => {
                await new Promise((resolve) => setTimeout(resolve, 400));
                if (value.includes('!'))
                  throw new ApiRefusal({ status: 422, code: 'no', detail: 'Ein Ausrufezeichen ist keine Straße.' });
              }}
              value="Wilhelmshöher Allee 12"
            />
          </Fact>
          <Fact name="Besitz">
            <span className="inline-flex items-center gap-2">
              <Avatar name="Anna Weiß" /> Anna Weiß
            </span>
          </Fact>
        </Facts>
      </Section>
      <Section title="Zustände">
        <div className="flex max-w-2xl flex-col gap-3">
          <ErrorNote
            error={
              new ApiRefusal({
                status: 412,
                code: 'stale',
                detail: 'Jemand anderes hat das inzwischen geändert. Ihre Eingabe ist noch da.',
              })
            }
            onRetry={() => {}}
          />
          <Note kind="careful">
            Privatpersonen aus einer Liste gelten als „unbekannt“: nicht anrufen, bis eine Einwilligung da ist.
          </Note>
          <Note>Solange kein Mailserver eingerichtet ist, liegen Mails im Postausgang.</Note>
          <ProgressBar detail="4.210 von 10.000" label="Import läuft" share={0.42} />
          <ProgressBar label="Wird gelesen" />
          <Skeleton />
          <EmptyState
            action={
              <Button icon="import" kind="primary">
                Liste bringen
              </Button>
            }
            icon="people"
          >
            Noch niemand da. Bringen Sie Ihre Liste mit, Klinke erkennt die Spalten.
          </EmptyState>
        </div>
      </Section>
      <Section title="Zeitleiste">
        <TimelineList
          entries={[
            {
              id: '1',
              at: '2026-11-23T13:30:00Z',
              icon: 'phone',
              title: 'Anruf, erreicht',
              by: 'Mira Kern',
              detail: 'Will bis Freitag mit ihrem Mann sprechen.\nRuft selbst zurück.',
            },
            {
              id: '2',
              at: '2026-11-23T09:02:00Z',
              icon: 'deal',
              title: 'Abschluss „PV 9,8 kWp“ nach Angebot verschoben',
              by: 'Jonas Wolf',
            },
            { id: '3', at: '2026-11-20T15:10:00Z', icon: 'visit', title: 'Hausbesuch: wiederkommen', by: 'Jonas Wolf' },
          ]}
          label="Was war"
        />
      </Section>
      <Dialog
        actions={
          <Button kind="primary" onPress={() => setDialog(undefined)}>
            Speichern
          </Button>
        }
        onClose={() => setDialog(undefined)}
        open={dialog === 'dialog'}
        title="Neuer Mensch"
      >
        <TextField autoFocus label="Name" />
      </Dialog>
      <ConfirmDialog
        confirm="Endgültig löschen"
        danger
        onClose={() => setDialog(undefined)}
        onConfirm={() => setDialog(undefined)}
        open={dialog === 'confirm'}
        title="Schlüssel löschen?"
      >
        Programme, die ihn benutzen, kommen sofort nicht mehr herein.
      </ConfirmDialog>
    </>
  );
}
