import { defineCommand, UsageError } from './command.ts';

export const command = defineCommand({
  usage: 'setup --workspace NAME --email ADRESSE --password PASSWORT [--name NAME] [--demo]',
  options: {
    workspace: { type: 'string' },
    email: { type: 'string' },
    password: { type: 'string' },
    name: { type: 'string' },
    demo: { type: 'boolean', default: false },
  },
  async run({ values: { workspace, email, password, name, demo } }) {
    if (!workspace || !email || !password) throw new UsageError(`Es fehlt etwas. Richtig: klinke ${command.usage}`);
    const [{ visitHouse }, { setUp }, { SetUp }, { prepareWorkspace }, { loadExample }] = await Promise.all([
      import('../main.ts'),
      import('#access'),
      import('#access/contract'),
      import('#capabilities'),
      import('../example/index.ts'),
    ]);
    const input = SetUp.safeParse({
      workspaceName: workspace,
      name: name ?? email.split('@')[0],
      email,
      password,
      example: demo,
    });
    if (!input.success)
      throw new UsageError(input.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
    return visitHouse(async ({ ground }) => {
      const { workspaceId, userId } = await setUp(ground, input.data, { onlyFirst: false, prepare: prepareWorkspace });
      // Here and now, though a running server has been asked for it too: whoever comes second finds it done.
      const loaded = demo && (await loadExample(ground, { workspaceId, ownerId: userId }, ground.ports.clock()));
      const count = loaded ? `: ${loaded.contacts.toLocaleString('de-DE')} Menschen` : '';
      const example = demo ? ` Das Beispiel ist geladen${count}.` : '';
      return {
        text: `Arbeitsbereich „${workspace}“ ist eingerichtet; anmelden mit ${input.data.email}.${example}`,
        json: { workspaceId, userId, example: demo },
      };
    });
  },
});
