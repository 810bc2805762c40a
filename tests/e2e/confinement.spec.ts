import { expectNoNode, expectNoSecretInAddresses, expectNoWayOut, expectPolicy } from './confinement.ts';
import { test } from './newsroom.ts';

test('a page in the browser is confined to what its own address serves', async ({ newsroom }) => {
  const sara = await newsroom.seat('editor');
  await sara.desk.open('Port Selwyn closes');
  await sara.story().saved('on server');
  await expectNoSecretInAddresses(sara.page);
  await expectNoNode(sara.page, []);
  await expectNoWayOut(sara.page);
  await expectPolicy(sara.page);
});
