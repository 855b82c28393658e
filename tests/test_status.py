"""Where clauses and instruments of the real catalogue stand, on both sides of each day that changed them.

What a row expects is what the instruments themselves print (closing provisions, amending articles, rulings).
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from making import ROOT, day, rows

from kb.law.catalogue import Catalogue, load_catalogue
from kb.law.regulation import Locator

CIVIL_SERVICE = [
    # why, key, locator (None: the whole), day, status, whose doing
    ("one law for the civil service gives way to the next", "uu-18-1961", None, "1974-11-05", "berlaku", ""),
    ("UU 8/1974 Pasal 39 huruf a", "uu-18-1961", None, "1974-11-06", "dicabut", "UU 8/1974"),
    ("the next one was not there the day before", "uu-8-1974", None, "1974-11-05", "belum_berlaku", "UU 8/1974"),
    ("its Pasal 3 before the amendment on neutrality", "uu-8-1974", "pasal-3", "1999-09-29", "berlaku", ""),
    ("UU 43/1999 replaces Pasal 3", "uu-8-1974", "pasal-3", "1999-09-30", "diubah", "UU 43/1999"),
    ("and puts in Pasal 16A", "uu-8-1974", "pasal-16a", "1999-09-30", "diubah", "UU 43/1999"),
    ("of Pasal 16 only ayat (2) was replaced", "uu-8-1974", "pasal-16/ayat-2", "1999-09-30", "diubah", "UU 43/1999"),
    ("so its ayat (1) stands as it was", "uu-8-1974", "pasal-16/ayat-1", "1999-09-30", "berlaku", ""),
    ("Pasal 19 was deleted", "uu-8-1974", "pasal-19", "1999-09-30", "dicabut", "UU 43/1999"),
    ("Pasal 5 was left alone", "uu-8-1974", "pasal-5", "1999-09-30", "berlaku", ""),
    ("amended, on the last day of all", "uu-8-1974", None, "2014-01-14", "diubah", "UU 43/1999"),
    ("UU 5/2014 Pasal 136", "uu-8-1974", None, "2014-01-15", "dicabut", "UU 5/2014"),
    ("the amending law goes with it", "uu-43-1999", None, "2014-01-15", "dicabut", "UU 5/2014"),
    ("candidates who must resign, before the court", "uu-5-2014", "pasal-123/ayat-3", "2015-07-07", "berlaku", ""),
    ("and on the day of the ruling", "uu-5-2014", "pasal-123/ayat-3", "2015-07-08", "bersyarat", "Putusan MK 41/PUU-XII/2014"),
    ("the ayat beside it is not conditioned", "uu-5-2014", "pasal-123/ayat-1", "2015-07-08", "berlaku", ""),
    ("dismissal for crime before the court", "uu-5-2014", "pasal-87/ayat-4/huruf-b", "2019-04-24", "berlaku", ""),
    ("and after", "uu-5-2014", "pasal-87/ayat-4/huruf-b", "2019-04-25", "bersyarat", "Putusan MK 87/PUU-XVI/2018"),
    ("huruf d was never conditioned", "uu-5-2014", "pasal-87/ayat-4/huruf-d", "2019-04-25", "berlaku", ""),
    ("a ruling on a clause leaves the law as a whole", "uu-5-2014", None, "2019-04-25", "berlaku", ""),
    ("revocation ends a conditioned clause too", "uu-5-2014", "pasal-87/ayat-4/huruf-b", "2023-10-31", "dicabut", "UU 20/2023"),
    ("UU 20/2023 the day before", "uu-20-2023", "pasal-24", "2023-10-30", "belum_berlaku", "UU 20/2023"),
    ("merit oversight before the ruling", "uu-20-2023", "pasal-26/ayat-2/huruf-d", "2025-10-15", "berlaku", ""),
    ("an independent body must", "uu-20-2023", "pasal-26/ayat-2/huruf-d", "2025-10-16", "bersyarat", "Putusan MK 121/PUU-XXII/2024"),
    ("the huruf beside it", "uu-20-2023", "pasal-26/ayat-2/huruf-c", "2025-10-16", "berlaku", ""),
    ("PNS in a party or Golongan Karya, to its last day", "pp-20-1976", None, "1999-01-25", "berlaku", ""),
    ("PP 5/1999 Pasal 11 names it by its subject", "pp-20-1976", None, "1999-01-26", "dicabut", "PP 5/1999"),
    ("amended three days after it was made", "pp-5-1999", "pasal-7", "1999-01-29", "diubah", "PP 12/1999"),
    ("not so Pasal 2", "pp-5-1999", "pasal-2", "1999-01-29", "berlaku", ""),
    ("amended, on its last day", "pp-5-1999", None, "2004-10-15", "diubah", "PP 12/1999"),
    ("PP 37/2004 Pasal 15", "pp-5-1999", "pasal-7", "2004-10-16", "dicabut", "PP 37/2004"),
    ("not among the fifteen that PP 11/2017 Pasal 362 revokes", "pp-37-2004", None, "2017-04-07", "berlaku", ""),
    ("nor is the code of ethics", "pp-42-2004", "pasal-11", "2024-01-01", "berlaku", ""),
    ("appraisal: its successor in force but not yet carried out", "pp-10-1979", None, "2013-12-31", "berlaku", ""),
    ("PP 46/2011 Pasal 31: gone once that is carried out", "pp-10-1979", None, "2014-01-01", "dicabut", "PP 46/2011"),
    ("made on 30 November, in force on 1 December 2011", "pp-46-2011", None, "2011-11-30", "belum_berlaku", "PP 46/2011"),
    ("PP 30/2019 Pasal 64 ayat (6), made on 26, in force on 29 April", "pp-46-2011", None, "2019-04-28", "berlaku", ""),
    ("and on that day", "pp-46-2011", None, "2019-04-29", "dicabut", "PP 30/2019"),
    ("one Pasal amended", "pp-9-2003", "pasal-1/angka-3", "2009-10-31", "diubah", "PP 63/2009"),
    ("the Pasal after it is not", "pp-9-2003", "pasal-12", "2009-10-31", "berlaku", ""),
    ("near miss: Pasal 10 is not Pasal 1", "pp-9-2003", "pasal-10", "2009-10-31", "berlaku", ""),
    ("Bapek until its successor", "pp-24-2011", None, "2021-08-09", "berlaku", ""),
    ("PP 79/2021 Pasal 33", "pp-24-2011", None, "2021-08-10", "dicabut", "PP 79/2021"),
    ("dismissal without honour before PP 17/2020", "pp-11-2017", "pasal-250", "2020-02-27", "berlaku", ""),
    ("and with it", "pp-11-2017", "pasal-250", "2020-02-28", "diubah", "PP 17/2020"),
    ("a minister who runs need not resign any more", "pp-32-2018", "pasal-18/ayat-1", "2023-11-20", "berlaku", ""),
    ("PP 53/2023 replaces Pasal 18", "pp-32-2018", "pasal-18/ayat-1", "2023-11-21", "diubah", "PP 53/2023"),
    ("and deletes Pasal 25", "pp-32-2018", "pasal-25", "2023-11-21", "dicabut", "PP 53/2023"),
    ("civil servants must still resign", "pp-32-2018", "pasal-2/ayat-1", "2023-11-21", "berlaku", ""),
    ("signed on 18, promulgated on 19 July 2018", "pp-32-2018", None, "2018-07-18", "belum_berlaku", "PP 32/2018"),
]  # fmt: skip

DISCIPLINE = [
    ("penalties of office of 1952, last day", "pp-11-1952", None, "1980-08-29", "berlaku", ""),
    ("PP 30/1980 Pasal 31", "pp-11-1952", None, "1980-08-30", "dicabut", "PP 30/1980"),
    ("the rule of 1980, last day", "pp-30-1980", "pasal-3/ayat-1", "2010-06-05", "berlaku", ""),
    ("PP 53/2010 Pasal 50 angka 2", "pp-30-1980", "pasal-3/ayat-1", "2010-06-06", "dicabut", "PP 53/2010"),
    ("the rule of 2010 the day before", "pp-53-2010", "pasal-4/angka-15", "2010-06-05", "belum_berlaku", "PP 53/2010"),
    ("its ban on taking sides, last day", "pp-53-2010", "pasal-4/angka-15", "2021-08-30", "berlaku", ""),
    ("PP 94/2021 Pasal 45", "pp-53-2010", "pasal-4/angka-15", "2021-08-31", "dicabut", "PP 94/2021"),
    ("Pasal 7 ayat (3) outlives it (PP 94/2021 Pasal 42)", "pp-53-2010", "pasal-7/ayat-3/huruf-b", "2021-08-31", "berlaku", "PP 94/2021"),
    ("the light penalties beside it do not", "pp-53-2010", "pasal-7/ayat-2", "2021-08-31", "dicabut", "PP 94/2021"),
    ("so Pasal 7 is gone in part", "pp-53-2010", "pasal-7", "2021-08-31", "dicabut_sebagian", "PP 94/2021"),
    ("near miss: Pasal 17", "pp-53-2010", "pasal-17/ayat-3", "2021-08-31", "dicabut", "PP 94/2021"),
    ("the elucidation of the surviving ayat", "pp-53-2010", "penjelasan/pasal-7/ayat-3", "2022-01-01", "berlaku", "PP 94/2021"),
    ("business on the side, last day", "pp-6-1974", None, "2021-08-30", "berlaku", ""),
    ("PP 94/2021 Pasal 45 angka 2", "pp-6-1974", None, "2021-08-31", "dicabut", "PP 94/2021"),
    ("retirement of professors before 1994", "pp-32-1979", "pasal-4/ayat-2/huruf-a", "1994-02-01", "berlaku", ""),
    ("PP 1/1994 replaces one huruf", "pp-32-1979", "pasal-4/ayat-2/huruf-a", "1994-02-02", "diubah", "PP 1/1994"),
    ("the huruf beside it stands", "pp-32-1979", "pasal-4/ayat-2/huruf-b", "1994-02-02", "berlaku", ""),
    ("until PP 65/2008 replaces the Pasal", "pp-32-1979", "pasal-4/ayat-2/huruf-b", "2008-10-09", "diubah", "PP 65/2008"),
    ("and PP 44/2011 again", "pp-32-1979", "pasal-4/ayat-2/huruf-a", "2011-11-30", "diubah", "PP 44/2011"),
    ("leaving the post without leave, last day", "pp-32-1979", "pasal-12", "2010-06-05", "berlaku", ""),
    ("PP 53/2010 Pasal 50 angka 1 revokes that Pasal alone", "pp-32-1979", "pasal-12", "2010-06-06", "dicabut", "PP 53/2010"),
    ("the regulation seen whole", "pp-32-1979", None, "2010-06-06", "dicabut_sebagian", "PP 53/2010"),
    ("the Pasal before it stands", "pp-32-1979", "pasal-11", "2010-06-06", "berlaku", ""),
    ("near miss: Pasal 1 is not Pasal 12", "pp-32-1979", "pasal-1", "2010-06-06", "berlaku", ""),
    ("PP 11/2017 Pasal 362 angka 5 ends the rest", "pp-32-1979", "pasal-11", "2017-04-07", "dicabut", "PP 11/2017"),
    ("what had gone before keeps its own cause", "pp-32-1979", "pasal-12", "2017-04-07", "dicabut", "PP 53/2010"),
    ("made on 30 March, in force on 7 April 2017", "pp-32-1979", "pasal-11", "2017-04-06", "berlaku", ""),
]  # fmt: skip

ELECTIONS = [
    ("one ayat deleted", "uu-15-1969", "pasal-22/ayat-3", "1980-03-19", "berlaku", ""),
    ("UU 2/1980 deletes it", "uu-15-1969", "pasal-22/ayat-3", "1980-03-20", "dicabut", "UU 2/1980"),
    ("the Pasal around it is amended", "uu-15-1969", "pasal-22", "1980-03-20", "diubah", "UU 2/1980"),
    ("the ayat before it stands", "uu-15-1969", "pasal-22/ayat-2", "1980-03-20", "berlaku", ""),
    ("UU 3/1999 Pasal 85", "uu-15-1969", None, "1999-02-01", "dicabut", "UU 3/1999"),
    ("independent KPU", "uu-3-1999", "pasal-8/ayat-2", "2000-06-07", "diubah", "UU 4/2000"),
    ("the ayat before it", "uu-3-1999", "pasal-8/ayat-1", "2000-06-07", "berlaku", ""),
    ("amended, last day", "uu-3-1999", None, "2003-03-10", "diubah", "UU 4/2000"),
    ("UU 12/2003 Pasal 149", "uu-3-1999", "pasal-9", "2003-03-11", "dicabut", "UU 12/2003"),
    ("amended twice by Perppu that became law", "uu-12-2003", None, "2008-03-30", "diubah", "UU 10/2006"),
    ("UU 10/2008 Pasal 319", "uu-12-2003", None, "2008-03-31", "dicabut", "UU 10/2008"),
    ("the second of them had gone before (UU 22/2007 Pasal 131)", "uu-10-2006", None, "2007-04-19", "dicabut", "UU 22/2007"),
    ("the day before that", "uu-10-2006", None, "2007-04-18", "berlaku", ""),
    ("presidential elections of 2004, last day", "uu-23-2003", None, "2008-11-13", "berlaku", ""),
    ("UU 42/2008 Pasal 261", "uu-23-2003", None, "2008-11-14", "dicabut", "UU 42/2008"),
    ("made on 13, in force on 14 November 2008", "uu-42-2008", None, "2008-11-13", "belum_berlaku", "UU 42/2008"),
    ("valid votes before the Perppu", "uu-10-2008", "pasal-176/ayat-1", "2009-02-25", "berlaku", ""),
    ("Perppu 1/2009", "uu-10-2008", "pasal-176/ayat-1", "2009-02-26", "diubah", "Perppu 1/2009"),
    ("it touched Pasal 47 and Pasal 176 alone", "uu-10-2008", "pasal-175", "2009-02-26", "berlaku", ""),
    ("UU 8/2012 Pasal 327, the day before", "uu-10-2008", None, "2012-05-10", "diubah", "Perppu 1/2009"),
    ("and the day", "uu-10-2008", "pasal-84", "2012-05-11", "dicabut", "UU 8/2012"),
    ("with the Perppu it names", "perppu-1-2009", None, "2012-05-11", "dicabut", "UU 8/2012"),
    ("UU 15/2011 Pasal 136, the day before", "uu-22-2007", None, "2011-10-15", "berlaku", ""),
    ("and the day", "uu-22-2007", None, "2011-10-16", "dicabut", "UU 15/2011"),
    ("three laws into one: presidential", "uu-42-2008", "pasal-41", "2017-08-15", "berlaku", ""),
    ("UU 7/2017 Pasal 571", "uu-42-2008", "pasal-41", "2017-08-16", "dicabut", "UU 7/2017"),
    ("legislative", "uu-8-2012", "pasal-86", "2017-08-16", "dicabut", "UU 7/2017"),
    ("organisers", "uu-15-2011", None, "2017-08-16", "dicabut", "UU 7/2017"),
    ("UU 7/2017 waits a day", "uu-7-2017", "pasal-280/ayat-2/huruf-f", "2017-08-15", "belum_berlaku", "UU 7/2017"),
    ("neutrality was not touched by the Perppu of 2022", "uu-7-2017", "pasal-282", "2022-12-12", "berlaku", ""),
    ("KPU in the new provinces was", "uu-7-2017", "pasal-10a", "2022-12-12", "diubah", "Perppu 1/2022"),
    ("an ayat put in", "uu-7-2017", "pasal-173/ayat-2a", "2022-12-12", "diubah", "Perppu 1/2022"),
    ("the ayat around which it was put", "uu-7-2017", "pasal-173/ayat-2", "2022-12-12", "berlaku", ""),
    ("tables were replaced", "uu-7-2017", "lampiran-3", "2022-12-12", "diubah", "Perppu 1/2022"),
    ("campaign on campus, before the ruling", "uu-7-2017", "pasal-280/ayat-1/huruf-h", "2023-08-14", "berlaku", ""),
    ("and with it", "uu-7-2017", "pasal-280/ayat-1/huruf-h", "2023-08-15", "bersyarat", "Putusan MK 65/PUU-XXI/2023"),
    ("its elucidation went", "uu-7-2017", "penjelasan/pasal-280/ayat-1/huruf-h", "2023-08-15", "dicabut", "Putusan MK 65/PUU-XXI/2023"),
    ("the ban beside it", "uu-7-2017", "pasal-280/ayat-1/huruf-i", "2023-08-15", "berlaku", ""),
    ("pictures made by AI, the day before", "uu-7-2017", "pasal-1/angka-35", "2025-01-01", "berlaku", ""),
    ("and the day", "uu-7-2017", "pasal-1/angka-35", "2025-01-02", "bersyarat", "Putusan MK 166/PUU-XXI/2023"),
    ("KPU's rule: in force once promulgated", "pkpu-15-2023", "pasal-72", "2023-07-16", "belum_berlaku", "PKPU 15/2023"),
    ("amended after the ruling", "pkpu-15-2023", "pasal-72/ayat-1/huruf-h", "2023-10-13", "diubah", "PKPU 20/2023"),
    ("the day before that", "pkpu-15-2023", "pasal-72/ayat-1/huruf-h", "2023-10-12", "berlaku", ""),
    ("parties of the New Order, last day", "uu-3-1975", None, "1999-01-31", "berlaku", ""),
    ("UU 2/1999 Pasal 21 ayat (1)", "uu-3-1975", None, "1999-02-01", "dicabut", "UU 2/1999"),
    ("UU 31/2002 Pasal 31", "uu-2-1999", None, "2002-12-27", "dicabut", "UU 31/2002"),
    ("UU 2/2008 Pasal 52, the day before", "uu-31-2002", None, "2008-01-03", "berlaku", ""),
    ("and the day", "uu-31-2002", None, "2008-01-04", "dicabut", "UU 2/2008"),
    ("members' discipline in parties, amended", "uu-2-2008", "pasal-16/ayat-2", "2011-01-15", "diubah", "UU 2/2011"),
    ("one ayat deleted by the same law", "uu-2-2008", "pasal-51/ayat-3", "2011-01-15", "dicabut", "UU 2/2011"),
    ("Pasal 6 left alone", "uu-2-2008", "pasal-6", "2011-01-15", "berlaku", ""),
]  # fmt: skip

REGIONS = [
    ("regions: 1965 to 1974", "uu-18-1965", None, "1974-07-22", "berlaku", ""),
    ("UU 5/1974 Pasal 93 huruf a", "uu-18-1965", None, "1974-07-23", "dicabut", "UU 5/1974"),
    ("UU 22/1999 Pasal 131, the day before", "uu-5-1974", None, "1999-05-06", "berlaku", ""),
    ("and the day", "uu-5-1974", None, "1999-05-07", "dicabut", "UU 22/1999"),
    ("villages with them", "uu-5-1979", None, "1999-05-07", "dicabut", "UU 22/1999"),
    ("UU 32/2004 Pasal 239, the day before", "uu-22-1999", None, "2004-10-14", "berlaku", ""),
    ("and the day", "uu-22-1999", None, "2004-10-15", "dicabut", "UU 32/2004"),
    ("a Perppu on postponed elections made law", "uu-32-2004", None, "2005-10-19", "diubah", "UU 8/2005"),
    ("independent candidates, the day before", "uu-32-2004", "pasal-59/ayat-1", "2008-04-27", "berlaku", ""),
    ("and the day", "uu-32-2004", "pasal-59/ayat-1", "2008-04-28", "diubah", "UU 12/2008"),
    ("an ayat the same law deletes", "uu-32-2004", "pasal-59/ayat-3", "2008-04-28", "dicabut", "UU 12/2008"),
    ("a Pasal it puts in", "uu-32-2004", "pasal-236a", "2008-04-28", "diubah", "UU 12/2008"),
    ("Bab V on civil servants of the regions, the day before", "uu-32-2004", "pasal-131", "2014-01-14", "berlaku", ""),
    ("UU 5/2014 Pasal 137 takes that Bab alone", "uu-32-2004", "pasal-131", "2014-01-15", "dicabut", "UU 5/2014"),
    ("UU 6/2014 Pasal 121 takes the villages", "uu-32-2004", "pasal-200", "2014-01-15", "dicabut", "UU 6/2014"),
    ("the Pasal before that Bab stands", "uu-32-2004", "pasal-128", "2014-01-15", "berlaku", ""),
    ("and the one after it", "uu-32-2004", "pasal-136", "2014-01-15", "berlaku", ""),
    ("UU 23/2014 Pasal 409 huruf b ends the rest", "uu-32-2004", "pasal-128", "2014-10-02", "dicabut", "UU 23/2014"),
    ("with the law that amended it", "uu-12-2008", None, "2014-10-02", "dicabut", "UU 23/2014"),
    ("DPRD elects the governor: gone the day it came", "uu-23-2014", "pasal-101/ayat-1/huruf-d", "2014-10-02", "dicabut", "Perppu 2/2014"),
    ("nor the law that would have had it elect", "uu-22-2014", None, "2014-10-01", "belum_berlaku", "UU 22/2014"),
    ("Perppu 1/2014 Pasal 205", "uu-22-2014", None, "2014-10-02", "dicabut", "Perppu 1/2014"),
    ("a head of region proposes a deputy, the day before", "uu-23-2014", "pasal-65/ayat-1/huruf-f", "2015-03-17", "berlaku", ""),
    ("UU 9/2015 deletes it", "uu-23-2014", "pasal-65/ayat-1/huruf-f", "2015-03-18", "dicabut", "UU 9/2015"),
    ("regional loans until Cipta Kerja", "uu-23-2014", "pasal-300/ayat-1", "2020-11-01", "berlaku", ""),
    ("UU 11/2020 Pasal 176", "uu-23-2014", "pasal-300/ayat-1", "2020-11-02", "diubah", "UU 11/2020"),
    ("Perppu 2/2022 deletes it", "uu-23-2014", "pasal-300/ayat-1", "2022-12-30", "dicabut", "Perppu 2/2022"),
    ("UU 11/2020 itself, the day before", "uu-11-2020", None, "2022-12-29", "berlaku", ""),
    ("Perppu 2/2022 Pasal 185", "uu-11-2020", None, "2022-12-30", "dicabut", "Perppu 2/2022"),
    ("finance of the regions, the day before", "uu-23-2014", "pasal-288", "2022-01-04", "berlaku", ""),
    ("UU 1/2022 Pasal 189 takes it", "uu-23-2014", "pasal-288", "2022-01-05", "dicabut", "UU 1/2022"),
    ("and four angka of one Pasal", "uu-23-2014", "pasal-285/ayat-2/huruf-a/angka-4", "2022-01-05", "dicabut", "UU 1/2022"),
    ("not the ayat before them", "uu-23-2014", "pasal-285/ayat-1", "2022-01-05", "berlaku", ""),
    ("the Pasal around them", "uu-23-2014", "pasal-285", "2022-01-05", "dicabut_sebagian", "UU 1/2022"),
    ("the law seen whole", "uu-23-2014", None, "2022-01-05", "dicabut_sebagian", "UU 1/2022"),
    ("near miss: Pasal 28 is not Pasal 288", "uu-23-2014", "pasal-28", "2022-01-05", "berlaku", ""),
    ("village heads' term, the day before", "uu-6-2014", "pasal-39", "2024-04-24", "berlaku", ""),
    ("UU 3/2024", "uu-6-2014", "pasal-39", "2024-04-25", "diubah", "UU 3/2024"),
    ("their ban on taking sides was left alone", "uu-6-2014", "pasal-29/huruf-j", "2024-04-25", "berlaku", ""),
    ("TNI in other offices", "uu-34-2004", "pasal-47", "2025-03-26", "diubah", "UU 3/2025"),
    ("TNI in politics: not amended", "uu-34-2004", "pasal-39", "2025-03-26", "berlaku", ""),
    ("Polri in other offices", "uu-2-2002", "penjelasan/pasal-28/ayat-3", "2025-11-13", "bersyarat", "Putusan MK 114/PUU-XXIII/2025"),
    ("words went from the elucidation, not from the ayat", "uu-2-2002", "pasal-28/ayat-3", "2025-11-13", "berlaku", ""),
]  # fmt: skip

PILKADA = [
    ("Pasal 71 in the law's first month", "uu-1-2015", "pasal-71", "2015-03-01", "berlaku", ""),
    ("the law the day before", "uu-1-2015", "pasal-71", "2015-02-01", "belum_berlaku", "UU 1/2015"),
    ("UU 8/2015 changed its elucidation", "uu-1-2015", "penjelasan/pasal-71/ayat-2", "2015-03-18", "diubah", "UU 8/2015"),
    ("and not its words", "uu-1-2015", "pasal-71/ayat-2", "2015-03-18", "berlaku", ""),
    ("Pasal 71 the day before UU 10/2016", "uu-1-2015", "pasal-71", "2016-06-30", "berlaku", ""),
    ("Pasal 71 the day after", "uu-1-2015", "pasal-71", "2016-07-02", "diubah", "UU 10/2016"),
    ("Pasal 70 was amended before", "uu-1-2015", "pasal-70/ayat-1/huruf-b", "2016-06-30", "diubah", "UU 8/2015"),
    ("and again", "uu-1-2015", "pasal-70/ayat-1/huruf-b", "2016-07-01", "diubah", "UU 10/2016"),
    ("a Pasal deleted", "uu-1-2015", "pasal-4", "2015-03-18", "dicabut", "UU 8/2015"),
    ("amended, then deleted: the day before", "uu-1-2015", "pasal-196", "2016-06-30", "diubah", "UU 8/2015"),
    ("amended, then deleted", "uu-1-2015", "pasal-196", "2016-07-01", "dicabut", "UU 10/2016"),
    ("crimes of officials before the ruling", "uu-1-2015", "pasal-188", "2024-11-13", "berlaku", ""),
    ("wider with it", "uu-1-2015", "pasal-188", "2024-11-14", "bersyarat", "Putusan MK 136/PUU-XXII/2024"),
    ("the Pasal beside it was amended long before", "uu-1-2015", "pasal-189", "2024-11-14", "diubah", "UU 8/2015"),
    ("former convicts, the day before", "uu-1-2015", "pasal-7/ayat-2/huruf-g", "2019-12-10", "diubah", "UU 10/2016"),
    ("and the day", "uu-1-2015", "pasal-7/ayat-2/huruf-g", "2019-12-11", "bersyarat", "Putusan MK 56/PUU-XVII/2019"),
    ("struck down outright", "uu-1-2015", "pasal-24/ayat-1", "2020-01-29", "dicabut", "Putusan MK 48/PUU-XVII/2019"),
    ("the day before", "uu-1-2015", "pasal-24/ayat-1", "2020-01-28", "berlaku", ""),
    ("the ayat beside it is only read otherwise", "uu-1-2015", "pasal-24/ayat-3", "2020-01-29", "bersyarat", "Putusan MK 48/PUU-XVII/2019"),
    ("so of the Pasal a part is gone", "uu-1-2015", "pasal-24", "2020-01-29", "dicabut_sebagian", "Putusan MK 48/PUU-XVII/2019"),
    ("vote postponed: the day before", "uu-1-2015", "pasal-120", "2020-05-03", "berlaku", ""),
    ("the Perppu did it, not the law that set it later", "uu-1-2015", "pasal-120", "2020-05-04", "diubah", "Perppu 2/2020"),
    ("campaign on campus, the day before", "uu-1-2015", "pasal-69/huruf-i", "2024-08-19", "diubah", "UU 8/2015"),
    ("and the day", "uu-1-2015", "pasal-69/huruf-i", "2024-08-20", "bersyarat", "Putusan MK 69/PUU-XXII/2024"),
    ("Bawaslu decides, no longer recommends", "uu-1-2015", "pasal-139/ayat-2", "2025-07-30", "bersyarat", "Putusan MK 104/PUU-XXIII/2025"),
    ("the day before", "uu-1-2015", "pasal-139/ayat-2", "2025-07-29", "berlaku", ""),
]  # fmt: skip

MENDED = [
    (
        "a clause that an amendment puts in is not there before it",
        "uu-1-2015", "pasal-187a", "2016-06-30", "belum_berlaku", "UU 10/2016",
    ),
    (
        "amending one Pasal does not mend the part that was revoked",
        "pp-32-1979", None, "2011-11-30", "dicabut_sebagian", "PP 53/2010",
    ),
    (
        "nor when one instrument amends what another revoked in part",
        "uu-23-2014", None, "2022-12-30", "dicabut_sebagian", "UU 1/2022",
    ),
]  # fmt: skip
TABLE = [*CIVIL_SERVICE, *DISCIPLINE, *ELECTIONS, *REGIONS, *PILKADA, *MENDED]


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.of(load_catalogue(ROOT / "corpus" / "katalog"))


@pytest.mark.parametrize(("key", "locator", "on", "status", "cause"), rows(TABLE))
def test_standing(catalogue, key, locator, on, status, cause):
    assert catalogue.get(key), f"{key} is not in the catalogue"
    standing = catalogue.status(key, locator and Locator.parse(locator), day(on))
    assert (str(standing.status), standing.cause) == (status, cause)


def test_a_change_is_seen_on_its_day_and_not_the_day_before(catalogue):
    changes = 0
    for why, key, locator, on, *_ in TABLE:
        where = locator and Locator.parse(locator)
        standing = catalogue.status(key, where, day(on))
        if standing.since == day(on) and "belum" not in standing.status:
            changes += 1
            assert catalogue.status(key, where, day(on) - timedelta(days=1)) != standing, why
    assert changes > 80


@pytest.mark.parametrize(
    ("key", "locator", "on", "words"),
    [
        ("pp-53-2010", "pasal-7/ayat-3", "2021-08-31", "tetap berlaku"),
        ("uu-1-2015", "pasal-188", "2024-11-14", "pejabat daerah"),
        ("uu-20-2023", "pasal-26/ayat-2/huruf-d", "2025-10-16", "lembaga independen"),
        ("uu-8-1974", "pasal-19", "1999-09-30", "dihapus"),
        ("uu-9-1998", None, "2024-01-01", "tidak ada dalam katalog"),
    ],
)
def test_a_standing_explains_itself(catalogue, key, locator, on, words):
    assert words in catalogue.status(key, locator and Locator.parse(locator), day(on)).note


def test_a_relation_starts_no_earlier_than_its_instrument(catalogue):
    for entry in catalogue.regulations.values():
        made = entry.ditetapkan or entry.berlaku
        for effect in (*entry.mencabut, *entry.mengubah, *entry.membatasi):
            assert made is None or effect.sejak >= made, (entry.kunci, effect.regulasi)


def test_nothing_revoked_is_amended_afterwards(catalogue):
    """An amendment of what is gone shows that a day or a key is wrong."""
    for key, entry in catalogue.regulations.items():
        ended = [e.sejak for kind, _, e in catalogue.effects_on(key) if kind == "mencabut" and not e.klausul and not e.kecuali]
        for kind, actor, effect in catalogue.effects_on(key):
            assert kind == "mencabut" or not ended or effect.sejak <= min(ended), (entry.short, actor.short)
