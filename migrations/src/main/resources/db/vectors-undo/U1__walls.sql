-- loses: nothing
drop function viewer_audiences();
drop function viewer_writes();
drop function viewer_actor();
drop function viewer_own_words_of();
