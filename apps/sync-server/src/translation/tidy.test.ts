import { describe, expect, it } from 'vitest';
import { tidy } from './tidy.ts';

describe('tidy', () => {
  it.each([
    ['"we won," he said', '" ganamos,"  dijo', '"ganamos," dijo'],
    ['“We won,” he said', '“ Ganamos ,”  dijo', '“Ganamos,” dijo'],
    ['Syria’s province (here)', 'Siria  provincia ( aquí )', 'Siria provincia (aquí)'],
    ['‘Great’ it is', "‘Sumo' es", '‘Sumo’ es'],
    ['House', 'casa', 'Casa'],
    ['house', 'casa', 'casa'],
    ['"Yes, "no', '" sí, " no', '"Sí," no'],
    ['no quotes', 'sin " comillas', 'sin " comillas'],
    ['x', ' .5 , y  ', '.5, y'],
    ['2  spaces', '2  espacios', '2  espacios'],
  ])('%s: %j becomes %j', (source, output, expected) => {
    expect(tidy(source, output)).toBe(expected);
  });

  it('changes spaces, quotes and capitals, never words', () => {
    const output = '" Hola , Señor  Trump : ( 3.5 % ) "';
    const letters = (text: string) => text.replace(/\s/g, '').toLowerCase();
    expect(letters(tidy('"Hello, Mr Trump: (3.5%)"', output))).toBe(letters(output));
  });
});
