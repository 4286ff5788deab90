import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { smtpMail } from '#platform/mail';
import { eventually } from './eventually.ts';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from './house.ts';
import { type Letter, postOffice } from './post-office.ts';

/** A house that sends its mails over a real mail server, with a workspace of its own for every test of the file, at ten on a Monday. */
export type MailOffice = {
  readonly app: TestApp;
  readonly house: TestWorkspace;
  readonly owner: Client;
  readonly letters: Letter[];
  /** Mails to this address, once there are so many. */
  lettersTo: (email: string, count: number) => Promise<string[]>;
};

export function mailOffice(): MailOffice {
  let office: Awaited<ReturnType<typeof postOffice>>;
  let app: TestApp;
  let house: TestWorkspace;
  beforeAll(async () => {
    office = await postOffice();
    const mail = smtpMail(office.url, 'Klinke <klinke@example.org>');
    app = await startApp({ config: { publicUrl: 'https://klinke.example.org' }, ports: { mail } });
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await office[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    app.time.now = monday;
    house = await app.workspace();
    office.letters.length = 0;
  });
  return {
    get app() {
      return app;
    },
    get house() {
      return house;
    },
    get owner() {
      return house.owner;
    },
    get letters() {
      return office.letters;
    },
    async lettersTo(email, count) {
      const theirs = () => office.letters.filter(({ to }) => to.includes(email));
      await eventually(async () => {
        await app.drain();
        expect(theirs()).toHaveLength(count);
      });
      return theirs().map(({ raw }) => raw);
    },
  };
}
