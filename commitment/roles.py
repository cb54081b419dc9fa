"""What contributors did.

CRediT is ANSI/NISO Z39.104-2022 (https://credit.niso.org/contributor-roles-defined/, CC BY 4.0); the library
roles stand beside it for work that it has no word for.
"""

from django.db import models


class CreditRole(models.TextChoices):
    CONCEPTUALIZATION = "conceptualization", "Conceptualization"
    DATA_CURATION = "data-curation", "Data curation"
    FORMAL_ANALYSIS = "formal-analysis", "Formal analysis"
    FUNDING_ACQUISITION = "funding-acquisition", "Funding acquisition"
    INVESTIGATION = "investigation", "Investigation"
    METHODOLOGY = "methodology", "Methodology"
    PROJECT_ADMINISTRATION = "project-administration", "Project administration"
    RESOURCES = "resources", "Resources"
    SOFTWARE = "software", "Software"
    SUPERVISION = "supervision", "Supervision"
    VALIDATION = "validation", "Validation"
    VISUALIZATION = "visualization", "Visualization"
    WRITING_DRAFT = "writing-original-draft", "Writing – original draft"
    WRITING_EDITING = "writing-review-editing", "Writing – review & editing"


class LibraryRole(models.TextChoices):
    CONSERVATION = "conservation-treatment", "Conservation treatment"
    IMAGING = "imaging-digitisation", "Imaging and digitisation"
    METADATA = "metadata-cataloguing", "Metadata and cataloguing"
    TRANSLATION = "translation", "Translation"
    RIGHTS = "rights-clearance", "Rights clearance"
    TRAINING = "training", "Training"
    ACCESS = "collection-access", "Access to collections"
