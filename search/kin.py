"""Other everyday words for the same: looked for where few pages have the word that was typed.

The vocabulary knows what crafts are called; these are the words around them, as people who work in libraries use them.
Each line is a word, and words that may be meant by it.
"""

import re
from collections import defaultdict

from search.english import stem

LINES = """
academic researcher scholar
acknowledge credit thank cite
acknowledgement credit citation named
ai model learning
ancient early medieval
app application software
apprenticeship apprentice traineeship trainee internship intern placement
article paper
atlas map
audio sound recording
automate script automation
backup copy storage
barcode label rfid
bilingual language translation
blind sighted accessible
blog post writing
book volume
booklet pamphlet
borrow loan lend
boss manager supervisor
box boxing housing
budget cost money funding
bug error fault
burnt scorched charred fire
buy purchase acquire
camera photography imaging
captions subtitles
card index catalogue
career ladder progression pathway
cassette tape
catalogue record cataloguing
cathedral church
chart map
chat enquiry
chatbot model ai
chatgpt ai model
cheap cost saving
chemistry chemical laboratory
child family school
church cathedral parish
class session lesson workshop
classification shelfmark
climate environment
coding programming developer code
colleague staff team
community local
computer pc machine
conference talk
consent permission
copyright rights permission licence
counter desk
county local
course class training
damp wet humidity mould water
database data
dataset data
deadline schedule
deaf captioning signing
diary journal
digitise scan capture
dirt dust cleaning soot
disability disabled accessible accessibility
disabled disability accessible accessibility
disaster emergency salvage flood fire
display exhibition
document record paper
drawing plan sketch
duplicate copy
dyslexia accessible
email mail
energy heating sustainability
enquiry question query
event events
exhibition display exhibit
factory works industry
farm agriculture rural
feedback survey comment
fees charge cost
female woman
film cinema reel movie
fire burnt burned scorched smoke
fisherman fishing
fishing fisherman boat
fix repair
flood water burst leak wet salvage
floppy disc diskette
funding grant fund
gaelic bilingual
gdpr privacy personal
glass plate negative
grant funding fund
green sustainability environmental
handover succession retirement retiring leaving
handwriting script hand palaeography manuscript
heading authority subject
helpdesk enquiry desk
hospital health medical
humidity climate environment
ils lms system
infrared multispectral spectral
insect pest beetle moth
interlibrary ill supply
internet web online
interview recording
inventory count stocktake audit
invoice order payment
irish bilingual
job post role position
journal article
label spine barcode
laboratory lab science
laptop computer
leaflet poster
leak burst water flood
leather binding
lecturer academic researcher
lesson class session teaching
letter correspondence
llm model ai
lms ils system
loan lend borrow
lone alone
magazine periodical journal serial
manuscript handwritten handwriting codex
map chart plan
meeting workshop
mend repair
mentor mentoring coaching shadowing
metadata record description
microscope magnification
migrate migration move transfer
migration move transfer
missing lost
model modelling
money budget cost funding
mould fungus damp
move relocation removal
movie film
museum gallery
music score
newsletter news
no without never
newspaper press
night evening
ocr htr recognition
old historic early rare
online web digital remote
open free
palimpsest erased undertext
paper article
parchment vellum skin
parish church
periodical serial journal
permission rights consent
photograph image picture photo
picture image photograph
policy guideline rule
poster leaflet
postgraduate student researcher
preprint repository
presentation talk
printer printing press
printing printer press
privacy personal confidential
prize award medal honour accolade winner
project programme
promotion regrading grade ladder career progression
public community
publicity marketing
publisher press
publishing press publication
pupil school
purchase buy acquire order acquisition
question enquiry
questionnaire survey
queue waiting
radar laser scanning
reader user visitor
reception desk
recognition credit acknowledgement named
refugee migrant
repair mend fix restore conserve
report reporting
repository archive
researcher scholar academic
restoration conservation repair
retire retirement retiring leaving succession
robot automation
safety health
salary pay wage grade
scan digitise capture
scanner scanning digitisation
school pupil teacher
scientist researcher science laboratory
script code program
sea maritime coastal ship
seal wax
searchroom reading
secondment exchange placement loan
seminar class session
server system
ship vessel boat maritime
slide negative transparency
social media
software program application app
sound audio
spectrum spectroscopy spectral
spreadsheet excel table
stack store shelf
standard guideline
statistics figures data
stocktake inventory count shelf
stolen theft
storage store stack shelf
strategy plan
student undergraduate learner
subscription licence deal
subtitles captions
survey questionnaire
talk lecture presentation
tape cassette reel recording
teach teaching class workshop session
teacher teaching school
temperature climate environment
test testing
theft stolen security
thermometer temperature monitoring
town borough city
trainee training induction newcomer
transcribe transcription transcript
translation language
tutorial guide training
typography type printing
ultraviolet multispectral spectral
undergraduate student
upgrade migration
user reader
vellum parchment
video film recording
village parish local
visitor reader public
volunteer helper unpaid crowdsourced
war wartime military conflict
webpage site web
website site web page portal
weeding withdrawal deaccession
welsh bilingual
wheelchair accessible disabled
woman female
"""


def _known():
    found = defaultdict(dict)
    for line in LINES.strip().splitlines():
        first, *others = map(stem, line.split())
        found[first] |= dict.fromkeys(other for other in others if other != first)
    return {word: tuple(others) for word, others in found.items() if others}


KIN = _known()


ENDINGS = (  # who does it, what it is like: and the word that it is of
    (re.compile(r"(.{3,})(?:icians?|ics?|ical)$"), ("", "y", "ics")),
    (re.compile(r"(.{3,})ists?$"), ("", "e", "y")),
    (re.compile(r"(.{3,})ians?$"), ("", "y", "ia")),
    (re.compile(r"(.{3,})(?:e|o)rs?$"), ("", "e", "ing")),
    (re.compile(r"(.{3,})(?:ships?|hood|ary|ial)$"), ("", "y")),
)
BEFORE = re.compile(r"(?:re|pre|co|un|non|multi|inter|micro|online|on)(.{5,})$")


def kin_of(word):
    """Stems of other words for it: of the table, and those that it is made of; () where none is known."""
    own = stem(word)
    made_of = [stem(found[1] + end) for ending, ends in ENDINGS if (found := ending.match(word)) for end in ends]
    if found := BEFORE.match(word):
        made_of.append(stem(found[1]))
    return tuple(dict.fromkeys(other for other in (*KIN.get(own, ()), *made_of) if other != own))
