# Tickets: opening, following, seeing
from . import (
    test_articles,
    test_chat,
    test_contact,
    test_evaluation,
    test_knowledge_pages,
    test_knowledge_tools,
    test_opening_hours,
    test_suggestion_quality,
    test_suggestions,
    test_surveys,
)
