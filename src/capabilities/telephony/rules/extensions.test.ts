import { expect, test } from 'vitest';
import { strangeWords, usersNamed } from './extensions.ts';

const number = '+4956110000';
const [anna, ben] = ['anna', 'ben'];
const extensions = [
  { extension: '42', userId: anna },
  { extension: 'w0', userId: anna },
  { extension: '0561 10043', userId: ben },
  { extension: 'Ben Kurz', userId: ben },
];

test.each([
  ['the number that was called', { ownNumber: '4956110043' }, [ben], undefined],
  ['an extension called as a SIP address', { ownNumber: 'sip:42@pbx.example.de' }, [anna], undefined],
  ['the main number', { ownNumber: '4956110000' }, [], undefined],
  ['several words for one person', { agents: [['Anna Lang', 'W0', '1234567w0']] }, [anna], undefined],
  ['a group whom we all know', { agents: [['BEN KURZ'], ['w0']] }, [ben, anna], undefined],
  ['a group with a stranger in it', { agents: [['Ben Kurz'], ['Cem']] }, [], undefined],
  ['a stranger at a direct number we know', { agents: [['Cem']], ownNumber: '056110043' }, [ben], undefined],
  ['names before the number', { agents: [['42']], ownNumber: '056110043' }, [anna], undefined],
  ['who took it', { answeredBy: ['+49 561 10043', 'Ben'] }, [], ben],
  ['a stranger who took it', { answeredBy: ['Cem'] }, [], undefined],
  ['nobody', {}, [], undefined],
])('%s', (_, told, rings, answered) => expect(usersNamed({ number, extensions }, told)).toEqual({ rings, answered }));

test('what was heard and nobody is known for is offered once, in one spelling', () => {
  const told = [
    {
      agents: [
        ['Cem', 'w7'],
        ['Ben Kurz', 'w9'],
      ],
      ownNumber: '4956110000',
    },
    { answeredBy: ['sip:cem@pbx.example.de'], ownNumber: '056110077' },
  ];
  expect(strangeWords({ number, extensions }, told)).toEqual(['cem', 'w7', '056110077']);
});
