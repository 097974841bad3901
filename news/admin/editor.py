"""The editor of an article's text: with the library of pictures and the clips."""

from django.urls import reverse_lazy

from coopsite.core.richtext import RichTextWidget


class ArticleEditor(RichTextWidget):
    """Sends pictures to the library, what is pasted and Word documents to be converted,
    and lets pictures and clips be chosen."""

    def __init__(self):
        super().__init__(
            reverse_lazy("admin:news_image_upload"),
            pictureChooserUrl=reverse_lazy("admin:news_image_choose"),
            clipChooserUrl=reverse_lazy("admin:news_videoclip_choose"),
            pasteUrl=reverse_lazy("admin:news_paste"),
            wordUrl=reverse_lazy("admin:news_word_import"),
        )
