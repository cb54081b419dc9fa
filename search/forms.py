"""Tables for `search.english`: what its rules and those of the stemmer would get wrong."""

# What says nothing by itself: articles, pronouns, prepositions, auxiliaries.
STOPPED = """
a about after all also am an and any are as at be because been before being between both but by can could did do does
doing done during each either else ever few for from further had has have having he her here hers herself him himself
his how i if in into is it its itself just me more most my myself nor not of off on once only or other our ours
ourselves out over own per same she should so some such than that the their theirs them themselves then there these
they this those through to too under until up upon very via was we were what when where which while who whom whose why
will with would you your yours yourself yourselves s t
"""

# How a question to somebody begins.
ASKING = """
who what how where when why which whose whom can could does do did is are was has have will would should any anybody
anyone somebody someone please i im we looking find show tell help
"""

# What people wrap their words in when they ask somebody. It counts in any other text.
ASKED = """
able advice advise anybody anyone anything ask become becoming best better can did done example examples everybody
everyone expert experts explain fix find finding get give go good has have help helps hello hi hire know known knows
learn like list look looking make makes making many mean means much need needed needs new nobody one other others
people person please recommend see seek seeking show somebody someone something start started tell thank thanks thing
things use used using want wanted wants way ways work worked works working would
"""

# A line is a stem and the words that have it: irregular forms, and words which the rules would take for others
# (digital for digit, secondment for second, department for depart).
FORMS = """
accessible accessibility accessibly inaccessible
accession accessions accessioning accessioned
account accounts
accountant accountants accountancy
analysis analyses
apartment apartments
appendix appendixes appendices
appointment appointments
archivist archivists
atomic
authority authorities
bibliograph bibliography bibliographies bibliographic bibliographical
bind binds binding bindings bound binder binders
build builds building buildings built
burn burns burning burned burnt
busy busier busiest
careful carefully
cartograph cartography cartographic cartographer cartographers
child children childrens
commitment commitments
compartment compartments
conservative conservatives
conversion conversions
corpus corpora corpuses
criterion criteria
custom customs
customer customers
department departments departmental
detective detectives
digital digitally
doubtful
employment
engine engines
engineer engineers engineering engineered
experiment experiments experimental experimentation experimenting experimented
important importance importantly
index indexes indices indexing indexed indexer indexers
internal internally
international internationally
knife knives
leaf leaves
learn learns learning learned learnt
lend lends lending lent lender lenders
man men mens mans
matrix matrices
media medium
mould moulds mouldy mold molds moldy
mouse mice
objective objectives
opera operas
paleograph paleography paleographic paleographical paleographer paleographers
person persons
personnel
photograph photo photos photography photographic photographically
position positions
programme program programs programmes programmed
programming programmer programmers
secondment secondments secondee secondees
several
sew sews sewing sewn sewed
shelf shelves shelving shelved
storey storeys
story stories
subjective
teach teaches teaching taught
tear tears tearing torn
thesis theses
tooth teeth
woman women womens womans
write writes writing writings wrote written
"""

# American (or rarer) spelling and British (or more usual), where no rule tells.
SPELT = """
gray grey
disk disc
disks discs
diskette floppy
diskettes floppies
sulfur sulphur
skeptic sceptic
aluminum aluminium
artifact artefact
artifacts artefacts
adviser advisor
advisers advisors
inquiry enquiry
inquiries enquiries
aging ageing
judgment judgement
judgments judgements
acknowledgment acknowledgement
acknowledgments acknowledgements
jewelry jewellery
"""
