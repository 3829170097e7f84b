/** All known faults between an answer and the profile. */
import { badAnswers } from './rows/bad-answers.ts';
import { company } from './rows/company.ts';
import { endpoint } from './rows/endpoint.ts';
import { noAnswer } from './rows/no-answer.ts';
import { storage } from './rows/storage.ts';
import { tokens } from './rows/tokens.ts';
import { visits } from './rows/visits.ts';
import type { Row } from './endings.ts';

export const rows: Row[] = [...noAnswer, ...badAnswers, ...tokens, ...storage, ...visits, ...company, ...endpoint];
