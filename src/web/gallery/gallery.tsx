import { useState } from 'react';
import { ApiRefusal } from '#web/api.ts';
import { Board } from '#web/components/board.tsx';
import { Button, IconButton } from '#web/components/button.tsx';
import { Checkbox, RadioGroup, Switch } from '#web/components/choices.tsx';
import { Chip } from '#web/components/chip.tsx';
import { ComboBox } from '#web/components/combo-box.tsx';
import { DateField, TimeField } from '#web/components/date-field.tsx';
import { ConfirmDialog, Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Icon, type IconName, iconNames } from '#web/components/icon.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Kbd } from '#web/components/kbd.tsx';
import { Logo, Mark } from '#web/components/logo.tsx';
import { Menu } from '#web/components/menu.tsx';
import { MoneyField, NumberField } from '#web/components/number-field.tsx';
import { Fact, Facts, Page, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { SidePanel } from '#web/components/side-panel.tsx';
import { Badge, Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Note, ProgressBar, Skeleton } from '#web/components/states.tsx';
import { type Column, fixedRows, type Sort, Table } from '#web/components/table/table.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { Avatar, DateText, Money, PhoneText, RelativeTime, TimeText } from '#web/components/texts.tsx';
import { TimelineList } from '#web/components/timeline-list.tsx';
import { toast } from '#web/components/toast.tsx';
import { chooseTheme } from '#web/theme.ts';

/** Every component once, for looking at. Only in development; its words are not translated. */
export function Gallery() {
  const [tab, setTab] = useState<'parts' | 'table' | 'board' | 'icons'>((location.hash.slice(1) || 'parts') as 'parts');
  return (
    <main className="h-dvh">
      <Page
        actions={
          <>
            <Button icon="sun" onPress={() => chooseTheme('light')}>
              Hell
            </Button>
            <Button icon="moon" onPress={() => chooseTheme('dark')}>
              Dunkel
            </Button>
          </>
        }
        lead={
          <Tabs
            label="Teile"
            onChange={setTab}
            tabs={[
              { id: 'parts', label: 'Bausteine' },
              { id: 'table', label: 'Tabelle', count: 1000 },
              { id: 'board', label: 'Tafel' },
              { id: 'icons', label: 'Zeichen' },
            ]}
            value={tab}
          />
        }
        scroll={tab === 'parts' || tab === 'icons'}
        title="Bausteine"
      >
        {tab === 'parts' && <Parts />}
        {tab === 'table' && <SampleTable />}
        {tab === 'board' && <SampleBoard />}
        {tab === 'icons' && <Icons />}
      </Page>
    </main>
  );
}

function Icons() {
  return (
    <div className="grid grid-cols-8 gap-4 py-4 phone:grid-cols-4">
      {iconNames.map((name: IconName) => (
        <div className="flex flex-col items-center gap-1 text-xs text-soft" key={name}>
          <span className="flex items-center gap-2">
            <Icon name={name} size={24} />
            <Icon name={name} />
          </span>
          {name}
        </div>
      ))}
    </div>
  );
}

const people = [
  { value: '1', label: 'Anna Weiß', hint: 'Kassel · Solarhaus Nord GmbH' },
  { value: '2', label: 'Jürgen Müller-Lüdenscheidt', hint: 'Baunatal' },
  { value: '3', label: 'Fam. Özdemir', hint: 'Fuldabrück' },
];

function Parts() {
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

type Person = {
  id: string;
  name: string;
  city: string;
  phone: string;
  valueCents: number;
  standing: 'allowed' | 'careful' | 'refused' | 'unknown';
  at: string;
};
const names = [
  'Anna Weiß',
  'Jürgen Müller',
  'Fam. Özdemir',
  'Petra Schäfer',
  'Klaus-Dieter Groß',
  'Svenja Böhm',
  'Mehmet Yıldız',
  'Ilse Königs',
];
const cities = ['Kassel', 'Baunatal', 'Vellmar', 'Fuldabrück', 'Lohfelden'];
const standings = ['allowed', 'careful', 'refused', 'unknown'] as const;
const words = { allowed: 'anrufen', careful: 'mit Grund', refused: 'nicht anrufen', unknown: 'unbekannt' };
const sample: Person[] = Array.from({ length: 1000 }, (_, index) => ({
  id: String(index),
  name: names[index % 8] ?? '',
  city: cities[index % 5] ?? '',
  phone: `+49561${100_000 + index * 37}`,
  valueCents: (index * 7919) % 2_500_000,
  standing: standings[index % 4] ?? 'unknown',
  at: new Date(Date.UTC(2026, 10, 23, 12) - index * 3_600_000).toISOString(),
}));

function SampleTable() {
  const [sort, setSort] = useState<Sort>({ by: 'name', down: false });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['1', '2']));
  const [open, setOpen] = useState<Person>();
  const columns: Column<Person>[] = [
    {
      key: 'name',
      title: 'Name',
      width: 180,
      grow: true,
      sortable: true,
      cell: (row) => <span className="font-medium">{row.name}</span>,
      edit: { value: (row) => row.name, save: async () => {} },
    },
    {
      key: 'standing',
      title: 'Anruf',
      width: 140,
      cell: (row) => (
        <Standing bare kind={row.standing}>
          {words[row.standing]}
        </Standing>
      ),
    },
    { key: 'phone', title: 'Telefon', width: 170, cell: (row) => <PhoneText e164={row.phone} /> },
    {
      key: 'city',
      title: 'Ort',
      width: 120,
      sortable: true,
      cell: (row) => row.city,
      edit: { value: (row) => row.city, save: async () => {} },
    },
    {
      key: 'valueCents',
      title: 'Wert',
      width: 120,
      align: 'end',
      sortable: true,
      cell: (row) => <Money cents={row.valueCents} />,
    },
    { key: 'at', title: 'Letzter Kontakt', width: 130, sortable: true, cell: (row) => <RelativeTime at={row.at} /> },
  ];
  return (
    <div className="flex h-full min-h-0">
      <div className="min-w-0 flex-1">
        <Table
          columns={columns}
          empty={null}
          label="Menschen"
          onOpen={setOpen}
          onSort={setSort}
          openKey={open?.id ?? null}
          phoneRow={(row) => (
            <div className="flex items-center gap-3">
              <Avatar name={row.name} size={32} />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{row.name}</p>
                <p className="truncate text-sm text-soft">
                  {row.city} · <PhoneText e164={row.phone} />
                </p>
              </div>
              <Standing kind={row.standing}>{words[row.standing]}</Standing>
            </div>
          )}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.name}
          rows={fixedRows(sample)}
          selection={{
            selected,
            onChange: setSelected,
            actions: (
              <>
                <Button icon="person">Zuweisen</Button>
                <Button icon="tag">Schlagwort</Button>
                <Button icon="trash">Löschen</Button>
              </>
            ),
          }}
          sort={sort}
        />
      </div>
      {open && (
        <SidePanel label={open.name} onClose={() => setOpen(undefined)} title={open.name}>
          <div className="p-4">
            <Facts>
              <Fact name="Telefon">
                <PhoneText e164={open.phone} />
              </Fact>
              <Fact name="Ort">{open.city}</Fact>
              <Fact name="Anruf">
                <Standing kind={open.standing}>{words[open.standing]}</Standing>
              </Fact>
            </Facts>
          </div>
        </SidePanel>
      )}
    </div>
  );
}

type Card = { id: string; title: string; person: string; cents: number; column: string };

function SampleBoard() {
  const [cards, setCards] = useState<Card[]>(() =>
    Array.from({ length: 60 }, (_, index) => ({
      id: String(index),
      title: `PV ${(5 + (index % 12)).toFixed(0)} kWp`,
      person: names[index % 8] ?? '',
      cents: 900_000 + ((index * 7919) % 1_500_000),
      column: ['a', 'b', 'c', 'd', 'e'][index % 5] ?? 'a',
    })),
  );
  const columns = [
    { id: 'a', title: 'Neu' },
    { id: 'b', title: 'Termin vereinbart' },
    { id: 'c', title: 'Angebot' },
    { id: 'd', title: 'Verhandlung' },
    { id: 'e', title: 'Zusage' },
  ].map((column) => {
    const own = cards.filter((card) => card.column === column.id);
    return {
      ...column,
      cards: own,
      count: own.length,
      detail: <Money cents={own.reduce((sum, card) => sum + card.cents, 0)} whole />,
    };
  });
  return (
    <Board
      cardKey={(card) => card.id}
      cardLabel={(card) => `${card.title}, ${card.person}`}
      columns={columns}
      label="Abschlüsse"
      onMove={(moved, to) => setCards(cards.map((card) => (card.id === moved.id ? { ...card, column: to } : card)))}
      onOpen={(card) => toast({ message: card.title })}
      renderCard={(card) => (
        <>
          <p className="truncate pr-6 font-medium">{card.title}</p>
          <p className="truncate text-soft">{card.person}</p>
          <p className="mt-1 flex items-center justify-between text-sm">
            <Money cents={card.cents} whole />
            <span className="text-faint">seit 4 Tagen</span>
          </p>
        </>
      )}
    />
  );
}
