import { randomBytes } from 'node:crypto';
import type { AccessTables } from '#access';
import type { AllTables } from '#capabilities';
import { Refusal } from '#platform/errors';
import { defineCommand, UsageError } from './command.ts';

export const command = defineCommand({
  usage: 'key create --email ADRESSE --scope RECHT [--scope RECHT …] [--name NAME]',
  options: {
    email: { type: 'string' },
    scope: { type: 'string', multiple: true, default: [] },
    name: { type: 'string', default: 'Kommandozeile' },
  },
  async run({ values: { email, scope, name }, words }) {
    if (words.join(' ') !== 'create' || !email || scope.length === 0)
      throw new UsageError(`Richtig: klinke ${command.usage}`);
    const [{ visitHouse }, access, { Scope }, { dbOf, identityDb }] = await Promise.all([
      import('../main.ts'),
      import('#access'),
      import('#access/contract'),
      import('#platform/ground'),
    ]);
    const scopes = scope.flatMap((text) => text.split(/[\s,]+/)).filter((text) => text !== '');
    const wrong = scopes.filter((text) => !Scope.safeParse(text).success);
    if (wrong.length > 0)
      throw new UsageError(
        `Kein Recht: ${wrong.join(', ')}. Ein Recht sieht so aus: contacts.read, deals.write, all.manage`,
      );
    return visitHouse(async ({ ground }) => {
      const people = identityDb<AccessTables>(ground);
      const user = await access.findUserByEmail(people, email.toLowerCase());
      const [membership] = user ? await access.membershipsOf(people, user.id) : [];
      if (!user || !membership) throw new Refusal(404, 'not_found', `Niemand hier hat die Adresse ${email}.`);
      const { workspaceId, role } = membership;
      const actor = { kind: 'user' as const, workspaceId, userId: user.id, role, seesOnlyOwn: false };
      const db = dbOf<AllTables>(ground, actor);
      const { key, secret } = await access.createApiKey(db, actor, { name, scopes }, randomBytes, ground.ports.clock());
      return { text: secret, json: { id: key.id, secret, scopes } };
    });
  },
});
