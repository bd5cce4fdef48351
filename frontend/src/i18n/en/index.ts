import { admissions } from "./admissions";
import { app } from "./app";
import { cards } from "./cards";
import { classrooms } from "./classrooms";
import { codeLife } from "./codeLife";
import { codes } from "./codes";
import { cohorts } from "./cohorts";
import { courses } from "./courses";
import { guard } from "./guard";
import { home } from "./home";
import { imports } from "./imports";
import { invitations } from "./invitations";
import { invited } from "./invited";
import { learning } from "./learning";
import { leaving } from "./leaving";
import { light } from "./light";
import { merges } from "./merges";
import { operator } from "./operator";
import { organizations } from "./organizations";
import { palette } from "./palette";
import { progress } from "./progress";
import { refusalDesk } from "./refusalDesk";
import { rollovers } from "./rollovers";
import { seats } from "./seats";
import { security } from "./security";
import { staff } from "./staff";
import { students } from "./students";
import { work } from "./work";

export const en = {
  ...light,
  admissions,
  app,
  cards,
  classrooms,
  codeLife,
  codes,
  cohorts,
  courses,
  guard,
  home,
  invitations,
  learning,
  leaving,
  invited,
  imports,
  merges,
  operator,
  organizations,
  progress,
  refusalDesk,
  rollovers,
  seats,
  security,
  staff,
  palette,
  students,
  work,
};
