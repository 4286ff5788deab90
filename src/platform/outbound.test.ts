import { expect, test } from 'vitest';
import { askOutside, isSpecial, OutboundError } from './outbound.ts';

const ask = (address: string): Promise<unknown> =>
  askOutside(new URL(address), { method: 'GET', privateHosts: [], mostBytes: 1_000, timeoutMs: 5_000 }).then(
    () => 'answered',
    (error: unknown) => (error instanceof OutboundError ? error.problem : error),
  );

test.each([
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://0/',
  'https://localhost/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[fe80::1]/',
  'https://[fd00::1]/',
  'https://[2002:7f00:1::]/',
  'https://10.0.0.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://172.31.255.255/',
  'https://192.168.178.1/',
  'https://①②⑦.⓪.⓪.①/',
  'http://example.org/',
  'ftp://example.org/',
  'https://example.org:25/',
  'https://anna:geheim@example.org/',
])('%s is not asked', async (address) => {
  expect(await ask(address)).toBe('address_refused');
});

test('addresses of the open internet are none of ours', () => {
  for (const address of ['9.9.9.9', '172.32.0.1', '100.128.0.1', '2620:fe::fe', '2a01:4f8::1'])
    expect(isSpecial(address), address).toBe(false);
  for (const address of ['fe80::1%eth0', 'keine', '']) expect(isSpecial(address), address).toBe(true);
});
