import type { Command } from 'commander';

const PROGRAM = /^(?:npx )?nano-os(?: |$)/;

export const isUsage = (text: string): boolean => PROGRAM.test(text);

/**
 * What is wrong with a usage of the command line: a command or an option that is not there.
 * `a|b` stands for each of the two, words in capitals for what the user puts in.
 */
export function usageFaults(program: Command, text: string): string[] {
  const words = text
    .replace(PROGRAM, '')
    .replaceAll(/[[\]]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '|');
  return faultsOf(program, words, text);
}

function faultsOf(command: Command, [word, ...rest]: string[], text: string): string[] {
  if (word === undefined) return [];
  if (command.commands.length > 0 && !word.startsWith('-')) {
    return word.split('|').flatMap((name) => {
      const found = command.commands.find((each) => each.name() === name);
      return found ? faultsOf(found, rest, text) : [`${text}: there is no command ${name}`];
    });
  }
  const [option = ''] = word.split('=');
  const known = ['--help', ...command.options.flatMap(({ long, short }) => [long, short])];
  const fault =
    option.startsWith('-') && !known.includes(option)
      ? [`${text}: ${command.name()} has no option ${option}`]
      : [];
  return [...fault, ...faultsOf(command, rest, text)];
}
